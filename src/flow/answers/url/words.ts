import type { InOurLanguages } from '../../words/words.js';

export const NOT_A_LINK: InOurLanguages<string> = {
  en: 'That does not look like a web address. Please send one such as https://example.com.',
  ar: 'لا يبدو هذا رابط موقع. من فضلك أرسل رابطًا مثل https://example.com.',
  de: 'Das sieht nicht nach einer Internetadresse aus. Bitte senden Sie eine wie https://example.com.',
  es: 'Eso no parece una dirección web. Por favor, envíe una como https://example.com.',
  fr: 'Cela ne ressemble pas à une adresse web. Merci d’en envoyer une comme https://example.com.',
  hi: 'यह वेब पता नहीं लगता। कृपया https://example.com जैसा पता भेजें।',
  pt: 'Isso não parece um endereço da web. Por favor, envie um como https://example.com.',
};
