import type { InOurLanguages } from '../../words/words.js';

/** What to send, and where WhatsApp has it. */
export const HOW_TO: InOurLanguages<string> = {
  en: 'Please share a contact: tap the paper clip or +, then "Contact". Or type the name and the phone number.',
  ar: 'من فضلك شارك جهة اتصال: اضغط على مشبك الورق أو + ثم «جهة اتصال». أو اكتب الاسم ورقم الهاتف.',
  de: 'Bitte teilen Sie einen Kontakt: Tippen Sie auf die Büroklammer oder das Plus, dann auf „Kontakt“. Oder schreiben Sie Namen und Telefonnummer.',
  es: 'Por favor, comparta un contacto: toque el clip o el + y después «Contacto». O escriba el nombre y el número de teléfono.',
  fr: 'Merci de partager un contact : touchez le trombone ou le +, puis « Contact ». Ou écrivez le nom et le numéro de téléphone.',
  hi: 'कृपया एक कॉन्टैक्ट शेयर करें: पेपर क्लिप या + पर टैप करें, फिर "कॉन्टैक्ट" पर। या नाम और फ़ोन नंबर लिखकर भेजें।',
  pt: 'Por favor, compartilhe um contato: toque no clipe ou no + e depois em "Contato". Ou escreva o nome e o número de telefone.',
};

export const WITHOUT_PHONE: InOurLanguages<string> = {
  en: 'That contact has no phone number that I can use. Please share another one, or type the name and the number with its country code.',
  ar: 'لا يوجد في جهة الاتصال هذه رقم هاتف يمكنني استخدامه. من فضلك شارك جهة أخرى، أو اكتب الاسم والرقم مع رمز الدولة.',
  de: 'Dieser Kontakt hat keine Telefonnummer, die ich verwenden kann. Bitte teilen Sie einen anderen oder schreiben Sie Namen und Nummer mit Landesvorwahl.',
  es: 'Ese contacto no tiene un número de teléfono que pueda usar. Por favor, comparta otro o escriba el nombre y el número con el prefijo del país.',
  fr: 'Ce contact n’a pas de numéro de téléphone utilisable. Merci d’en partager un autre ou d’écrire le nom et le numéro avec l’indicatif du pays.',
  hi: 'इस कॉन्टैक्ट में ऐसा कोई फ़ोन नंबर नहीं है जो काम आ सके। कृपया कोई और कॉन्टैक्ट शेयर करें, या नाम और देश कोड के साथ नंबर लिखकर भेजें।',
  pt: 'Esse contato não tem um número de telefone que eu possa usar. Por favor, compartilhe outro ou escreva o nome e o número com o código do país.',
};
