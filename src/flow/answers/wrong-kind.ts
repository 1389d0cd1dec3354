import type { InboundContent } from '../inbound.js';
import { inOurs } from '../words/words.js';
import type { InOurLanguages } from '../words/words.js';
import type { ReadInput, Reading } from './answer-type.js';

/** What was sent, as a person would call it. */
type Sent =
  | 'voice'
  | 'audio'
  | 'image'
  | 'video'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contact'
  | 'order'
  | 'form'
  | 'unknown';

/** How to answer instead: said where nothing better is known than that words would do. */
export const TYPE_IT: InOurLanguages<string> = {
  en: 'Please type your answer.',
  ar: 'من فضلك اكتب إجابتك.',
  de: 'Bitte schreiben Sie Ihre Antwort.',
  es: 'Por favor, escriba su respuesta.',
  fr: 'Merci d’écrire votre réponse.',
  hi: 'कृपया अपना जवाब लिखकर भेजें।',
  pt: 'Por favor, escreva a sua resposta.',
};

/** The same for a question with options. */
export const CHOOSE_IT: InOurLanguages<string> = {
  en: 'Please tap your choice or type it.',
  ar: 'من فضلك اضغط على اختيارك أو اكتبه.',
  de: 'Bitte tippen Sie Ihre Wahl an oder schreiben Sie sie.',
  es: 'Por favor, toque su elección o escríbala.',
  fr: 'Merci de toucher votre choix ou de l’écrire.',
  hi: 'कृपया अपनी पसंद पर टैप करें या उसे लिखकर भेजें।',
  pt: 'Por favor, toque na sua escolha ou escreva-a.',
};

/** Why what was sent does not help here. */
const CANNOT_USE: InOurLanguages<Record<Sent, string>> = {
  en: {
    voice: 'I cannot listen to voice messages here.',
    audio: 'I cannot listen to recordings here.',
    image: 'I cannot use a picture here.',
    video: 'I cannot use a video here.',
    document: 'I cannot use a file here.',
    sticker: 'I cannot use a sticker here.',
    location: 'I cannot use a location here.',
    contact: 'I cannot use a contact here.',
    order: 'I cannot take orders here.',
    form: 'I cannot use a form here.',
    unknown: 'I cannot read that kind of message.',
  },
  ar: {
    voice: 'لا يمكنني الاستماع إلى الرسائل الصوتية هنا.',
    audio: 'لا يمكنني الاستماع إلى التسجيلات هنا.',
    image: 'لا يمكنني استخدام صورة هنا.',
    video: 'لا يمكنني استخدام فيديو هنا.',
    document: 'لا يمكنني استخدام ملف هنا.',
    sticker: 'لا يمكنني استخدام ملصق هنا.',
    location: 'لا يمكنني استخدام موقع هنا.',
    contact: 'لا يمكنني استخدام جهة اتصال هنا.',
    order: 'لا يمكنني استلام الطلبات هنا.',
    form: 'لا يمكنني استخدام نموذج هنا.',
    unknown: 'لا يمكنني قراءة هذا النوع من الرسائل.',
  },
  de: {
    voice: 'Sprachnachrichten kann ich hier nicht anhören.',
    audio: 'Aufnahmen kann ich hier nicht anhören.',
    image: 'Mit einem Bild kann ich hier nichts anfangen.',
    video: 'Mit einem Video kann ich hier nichts anfangen.',
    document: 'Mit einer Datei kann ich hier nichts anfangen.',
    sticker: 'Mit einem Sticker kann ich hier nichts anfangen.',
    location: 'Mit einem Standort kann ich hier nichts anfangen.',
    contact: 'Mit einem Kontakt kann ich hier nichts anfangen.',
    order: 'Bestellungen kann ich hier nicht annehmen.',
    form: 'Mit einem Formular kann ich hier nichts anfangen.',
    unknown: 'Diese Art von Nachricht kann ich nicht lesen.',
  },
  es: {
    voice: 'Aquí no puedo escuchar mensajes de voz.',
    audio: 'Aquí no puedo escuchar grabaciones.',
    image: 'Aquí no puedo usar una imagen.',
    video: 'Aquí no puedo usar un vídeo.',
    document: 'Aquí no puedo usar un archivo.',
    sticker: 'Aquí no puedo usar un sticker.',
    location: 'Aquí no puedo usar una ubicación.',
    contact: 'Aquí no puedo usar un contacto.',
    order: 'Aquí no puedo recibir pedidos.',
    form: 'Aquí no puedo usar un formulario.',
    unknown: 'No puedo leer ese tipo de mensaje.',
  },
  fr: {
    voice: 'Je ne peux pas écouter les messages vocaux ici.',
    audio: 'Je ne peux pas écouter les enregistrements ici.',
    image: 'Je ne peux pas utiliser une image ici.',
    video: 'Je ne peux pas utiliser une vidéo ici.',
    document: 'Je ne peux pas utiliser un fichier ici.',
    sticker: 'Je ne peux pas utiliser un autocollant ici.',
    location: 'Je ne peux pas utiliser une position ici.',
    contact: 'Je ne peux pas utiliser un contact ici.',
    order: 'Je ne peux pas prendre de commande ici.',
    form: 'Je ne peux pas utiliser un formulaire ici.',
    unknown: 'Je ne peux pas lire ce type de message.',
  },
  hi: {
    voice: 'यहाँ वॉइस मैसेज सुना नहीं जा सकता।',
    audio: 'यहाँ रिकॉर्डिंग सुनी नहीं जा सकती।',
    image: 'यहाँ तस्वीर से काम नहीं चलेगा।',
    video: 'यहाँ वीडियो से काम नहीं चलेगा।',
    document: 'यहाँ फ़ाइल से काम नहीं चलेगा।',
    sticker: 'यहाँ स्टिकर से काम नहीं चलेगा।',
    location: 'यहाँ लोकेशन से काम नहीं चलेगा।',
    contact: 'यहाँ कॉन्टैक्ट से काम नहीं चलेगा।',
    order: 'यहाँ ऑर्डर नहीं लिए जा सकते।',
    form: 'यहाँ फ़ॉर्म से काम नहीं चलेगा।',
    unknown: 'इस तरह का संदेश पढ़ा नहीं जा सकता।',
  },
  pt: {
    voice: 'Não consigo ouvir mensagens de voz aqui.',
    audio: 'Não consigo ouvir gravações aqui.',
    image: 'Não posso usar uma imagem aqui.',
    video: 'Não posso usar um vídeo aqui.',
    document: 'Não posso usar um arquivo aqui.',
    sticker: 'Não posso usar uma figurinha aqui.',
    location: 'Não posso usar uma localização aqui.',
    contact: 'Não posso usar um contato aqui.',
    order: 'Não posso receber pedidos aqui.',
    form: 'Não posso usar um formulário aqui.',
    unknown: 'Não consigo ler esse tipo de mensagem.',
  },
};

/**
 * Refuses what is no answer to this question because of what it is: says what came, then how to answer instead. Every
 * type refuses so, with `instead` where it wants something else than words.
 */
export function rejectKind(
  language: string,
  input: ReadInput,
  instead: InOurLanguages<string> = TYPE_IT,
): Extract<Reading, { kind: 'rejected' }> {
  const sent = sentIn(input);
  const cannot = sent === undefined ? [] : [inOurs(CANNOT_USE, language)[sent]];
  return { kind: 'rejected', reason: 'wrong-kind', hint: [...cannot, inOurs(instead, language)].join(' ') };
}

/** Undefined for words: there is nothing odd about them, something else is wanted. */
function sentIn(input: ReadInput): Sent | undefined {
  if (input.kind === 'other') return nameOf(input.content);
  return input.kind === 'text' && input.media ? nameOf(input.media) : undefined;
}

function nameOf(content: InboundContent): Sent {
  switch (content.kind) {
    case 'media':
      return content.media === 'audio' && content.voice === true ? 'voice' : content.media;
    case 'location':
    case 'order':
    case 'form':
      return content.kind;
    case 'contacts':
      return 'contact';
    case 'text':
    case 'tap':
    case 'reaction':
    case 'unsupported':
      return 'unknown';
  }
}
