import type { InOurLanguages } from '../../words/words.js';

export const NOT_AN_ADDRESS: InOurLanguages<string> = {
  en: 'That does not look like an e-mail address. Please send one such as ann@example.com.',
  ar: 'لا يبدو هذا عنوان بريد إلكتروني. من فضلك أرسل عنوانًا مثل ann@example.com.',
  de: 'Das sieht nicht nach einer E-Mail-Adresse aus. Bitte senden Sie eine wie ann@example.com.',
  es: 'Eso no parece un correo electrónico. Por favor, envíe uno como ann@example.com.',
  fr: 'Cela ne ressemble pas à une adresse e-mail. Merci d’en envoyer une comme ann@example.com.',
  hi: 'यह ईमेल पता नहीं लगता। कृपया ann@example.com जैसा पता भेजें।',
  pt: 'Isso não parece um endereço de e-mail. Por favor, envie um como ann@example.com.',
};

/** How the two marks of an address are said; an address has no language, so all are understood everywhere. */
export const AT_WORDS = ['at', 'ät', 'arroba', 'arobase', 'arobas', 'एट', 'ऐट', 'آت', 'ات'];
export const DOT_WORDS = ['dot', 'punkt', 'punto', 'point', 'ponto', 'डॉट', 'دوت', 'نقطة'];
