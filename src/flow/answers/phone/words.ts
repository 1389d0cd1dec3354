import type { InOurLanguages } from '../../words/words.js';

/** Each with a number of a country that speaks the language, from the ranges kept for examples where there are some. */
export const NOT_A_PHONE: InOurLanguages<string> = {
  en: 'That does not look like a phone number. Please send it with the country code, for example +44 7700 900123.',
  // 00 and no spaces: among Arabic letters a plus sign and groups of digits would change places.
  ar: 'لا يبدو هذا رقم هاتف. من فضلك أرسله مع رمز الدولة، مثلًا 00201001234567.',
  de: 'Das sieht nicht nach einer Telefonnummer aus. Bitte senden Sie sie mit der Landesvorwahl, zum Beispiel +49 171 3920012.',
  es: 'Eso no parece un número de teléfono. Por favor, envíelo con el prefijo del país, por ejemplo +34 612 34 56 78.',
  fr: 'Cela ne ressemble pas à un numéro de téléphone. Merci de l’envoyer avec l’indicatif du pays, par exemple +33 6 39 98 12 34.',
  hi: 'यह फ़ोन नंबर नहीं लगता। कृपया इसे देश कोड के साथ भेजें, जैसे +91 98765 43210।',
  pt: 'Isso não parece um número de telefone. Por favor, envie-o com o código do país, por exemplo +55 11 96123 4567.',
};

export const NOT_MOBILE: InOurLanguages<string> = {
  en: 'That is not a mobile number. Please send the number of a mobile phone.',
  ar: 'هذا ليس رقم هاتف محمول. من فضلك أرسل رقم هاتف محمول.',
  de: 'Das ist keine Mobilnummer. Bitte senden Sie die Nummer eines Mobiltelefons.',
  es: 'Ese no es un número de móvil. Por favor, envíe el número de un teléfono móvil.',
  fr: 'Ce n’est pas un numéro de mobile. Merci d’envoyer le numéro d’un téléphone mobile.',
  hi: 'यह मोबाइल नंबर नहीं है। कृपया किसी मोबाइल फ़ोन का नंबर भेजें।',
  pt: 'Esse não é um número de celular. Por favor, envie o número de um celular.',
};
