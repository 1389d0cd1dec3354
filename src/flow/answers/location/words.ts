import type { InOurLanguages } from '../../words/words.js';

/** What to send, and where WhatsApp has it: the button under the question, or the paper clip (a plus sign on iPhones). */
export const HOW_TO: InOurLanguages<string> = {
  en: 'Please send your location: tap "Send location", or the paper clip or +, then "Location".',
  ar: 'من فضلك أرسل موقعك: اضغط على «إرسال الموقع»، أو على مشبك الورق أو + ثم «الموقع».',
  de: 'Bitte senden Sie Ihren Standort: Tippen Sie auf „Standort senden“, oder auf die Büroklammer oder das Plus, dann auf „Standort“.',
  es: 'Por favor, envíe su ubicación: toque «Enviar ubicación», o el clip o el + y después «Ubicación».',
  fr: 'Merci d’envoyer votre position : touchez « Envoyer la localisation », ou le trombone ou le +, puis « Localisation ».',
  hi: 'कृपया अपनी लोकेशन भेजें: "लोकेशन भेजें" पर टैप करें, या पेपर क्लिप या + पर और फिर "लोकेशन" पर।',
  pt: 'Por favor, envie a sua localização: toque em "Enviar localização", ou no clipe ou no + e depois em "Localização".',
};

/** Numbers that are no place on Earth. */
export const NO_SUCH_PLACE: InOurLanguages<string> = {
  en: 'There is no such place: the first number goes from -90 to 90, the second from -180 to 180. Please send your location again.',
  ar: 'لا يوجد مكان كهذا: يتراوح الرقم الأول بين 90- و90، والثاني بين 180- و180. من فضلك أرسل موقعك مرة أخرى.',
  de: 'Diesen Ort gibt es nicht: Die erste Zahl liegt zwischen -90 und 90, die zweite zwischen -180 und 180. Bitte senden Sie Ihren Standort noch einmal.',
  es: 'Ese lugar no existe: el primer número va de -90 a 90 y el segundo de -180 a 180. Por favor, envíe su ubicación de nuevo.',
  fr: 'Ce lieu n’existe pas : le premier nombre va de -90 à 90, le second de -180 à 180. Merci de renvoyer votre position.',
  hi: 'ऐसी कोई जगह नहीं है: पहली संख्या -90 से 90 तक और दूसरी -180 से 180 तक होती है। कृपया अपनी लोकेशन फिर से भेजें।',
  pt: 'Esse lugar não existe: o primeiro número vai de -90 a 90 e o segundo de -180 a 180. Por favor, envie a sua localização de novo.',
};
