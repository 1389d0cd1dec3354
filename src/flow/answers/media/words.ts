import type { InOurLanguages } from '../../words/words.js';

/** What a file is called where it has no name of its own. */
export const NAMES = {
  image: { en: 'Photo', ar: 'صورة', de: 'Foto', es: 'Foto', fr: 'Photo', hi: 'फ़ोटो', pt: 'Foto' },
  video: { en: 'Video', ar: 'فيديو', de: 'Video', es: 'Vídeo', fr: 'Vidéo', hi: 'वीडियो', pt: 'Vídeo' },
  audio: {
    en: 'Recording',
    ar: 'تسجيل صوتي',
    de: 'Aufnahme',
    es: 'Grabación',
    fr: 'Enregistrement',
    hi: 'रिकॉर्डिंग',
    pt: 'Gravação',
  },
  voice: {
    en: 'Voice message',
    ar: 'رسالة صوتية',
    de: 'Sprachnachricht',
    es: 'Mensaje de voz',
    fr: 'Message vocal',
    hi: 'वॉइस मैसेज',
    pt: 'Mensagem de voz',
  },
  document: { en: 'File', ar: 'ملف', de: 'Datei', es: 'Archivo', fr: 'Fichier', hi: 'फ़ाइल', pt: 'Arquivo' },
} as const satisfies Record<string, InOurLanguages<string>>;

/** What to send and where WhatsApp has it: the camera, the microphone, and the paper clip (a plus sign on iPhones). */
export const HOW_TO = {
  image: {
    en: 'Please send a photo: tap the camera, or the paper clip or + to choose one you have.',
    ar: 'من فضلك أرسل صورة: اضغط على الكاميرا، أو على مشبك الورق أو + لاختيار صورة لديك.',
    de: 'Bitte senden Sie ein Foto: Tippen Sie auf die Kamera, oder auf die Büroklammer oder das Plus, um ein vorhandenes auszuwählen.',
    es: 'Por favor, envíe una foto: toque la cámara, o el clip o el + para elegir una que ya tenga.',
    fr: 'Merci d’envoyer une photo : touchez l’appareil photo, ou le trombone ou le + pour en choisir une.',
    hi: 'कृपया एक फ़ोटो भेजें: कैमरे पर टैप करें, या पहले से मौजूद फ़ोटो चुनने के लिए पेपर क्लिप या + पर टैप करें।',
    pt: 'Por favor, envie uma foto: toque na câmera, ou no clipe ou no + para escolher uma que já tenha.',
  },
  video: {
    en: 'Please send a video: tap the camera and record, or the paper clip or + to choose one you have.',
    ar: 'من فضلك أرسل فيديو: اضغط على الكاميرا وسجّل، أو على مشبك الورق أو + لاختيار فيديو لديك.',
    de: 'Bitte senden Sie ein Video: Tippen Sie auf die Kamera und nehmen Sie eines auf, oder auf die Büroklammer oder das Plus, um ein vorhandenes auszuwählen.',
    es: 'Por favor, envíe un vídeo: toque la cámara y grabe, o el clip o el + para elegir uno que ya tenga.',
    fr: 'Merci d’envoyer une vidéo : touchez l’appareil photo et filmez, ou le trombone ou le + pour en choisir une.',
    hi: 'कृपया एक वीडियो भेजें: कैमरे पर टैप करके रिकॉर्ड करें, या पहले से मौजूद वीडियो चुनने के लिए पेपर क्लिप या + पर टैप करें।',
    pt: 'Por favor, envie um vídeo: toque na câmera e grave, ou no clipe ou no + para escolher um que já tenha.',
  },
  audio: {
    en: 'Please send a voice message: hold the microphone and speak.',
    ar: 'من فضلك أرسل رسالة صوتية: اضغط مطوّلًا على الميكروفون وتحدث.',
    de: 'Bitte senden Sie eine Sprachnachricht: Halten Sie das Mikrofon gedrückt und sprechen Sie.',
    es: 'Por favor, envíe un mensaje de voz: mantenga pulsado el micrófono y hable.',
    fr: 'Merci d’envoyer un message vocal : maintenez le micro et parlez.',
    hi: 'कृपया एक वॉइस मैसेज भेजें: माइक को दबाए रखें और बोलें।',
    pt: 'Por favor, envie uma mensagem de voz: segure o microfone e fale.',
  },
  document: {
    en: 'Please send a file: tap the paper clip or +, then "Document".',
    ar: 'من فضلك أرسل ملفًا: اضغط على مشبك الورق أو + ثم «مستند».',
    de: 'Bitte senden Sie eine Datei: Tippen Sie auf die Büroklammer oder das Plus, dann auf „Dokument“.',
    es: 'Por favor, envíe un archivo: toque el clip o el + y después «Documento».',
    fr: 'Merci d’envoyer un fichier : touchez le trombone ou le +, puis « Document ».',
    hi: 'कृपया एक फ़ाइल भेजें: पेपर क्लिप या + पर टैप करें, फिर "डॉक्यूमेंट" पर।',
    pt: 'Por favor, envie um arquivo: toque no clipe ou no + e depois em "Documento".',
  },
} as const satisfies Record<string, InOurLanguages<string>>;

/** A file that is none of the sorts asked for; `types` are endings of file names. */
export const OTHER_TYPES: InOurLanguages<(types: string) => string> = {
  en: (types) => `I can only take files of these sorts: ${types}. Please send one of those.`,
  ar: (types) => `لا يمكنني قبول سوى هذه الأنواع من الملفات: ${types}. من فضلك أرسل واحدًا منها.`,
  de: (types) => `Ich kann nur Dateien dieser Art annehmen: ${types}. Bitte senden Sie eine davon.`,
  es: (types) => `Solo puedo aceptar archivos de estos tipos: ${types}. Por favor, envíe uno de ellos.`,
  fr: (types) => `Je ne peux accepter que ces types de fichiers : ${types}. Merci d’en envoyer un.`,
  hi: (types) => `केवल इस तरह की फ़ाइलें ली जा सकती हैं: ${types}। कृपया इनमें से कोई एक भेजें।`,
  pt: (types) => `Só posso aceitar arquivos destes tipos: ${types}. Por favor, envie um deles.`,
};
