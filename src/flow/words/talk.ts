import type { InOurLanguages } from './words.js';
import { inOurs } from './words.js';

/** What we say around a talk with an agent or a person, where neither says it. */
export interface TalkWords {
  /** The agent gave no answer; the person may try again. */
  trouble: string;
  /** The agent gives no answer, and the flow goes on without it. */
  goesOn: string;
  /** The agent answered with nothing at all. */
  notUnderstood: string;
  /** Something came that an agent cannot take: a picture, a voice note. */
  wordsOnly: string;
  /** The person is back, or has tapped something old. */
  ready: string;
  /** A person takes over. */
  personComes: string;
  /** Above an agent's choices that come without a word. */
  choose: string;
  /** Above its request for a position that comes without a word. */
  shareLocation: string;
}

const WORDS: InOurLanguages<TalkWords> = {
  en: {
    trouble: 'Sorry, I cannot answer that right now. Please try again in a moment.',
    goesOn: 'Sorry, I cannot answer that right now, so let us go on.',
    notUnderstood: 'Sorry, I did not understand that. Could you say it in other words?',
    wordsOnly: 'I can only read words here. Please write what you need.',
    ready: 'I am listening. Just write what you need.',
    personComes: 'I am passing you on to a colleague, who will answer you here.',
    choose: 'Please choose:',
    shareLocation: 'Please share your location.',
  },
  ar: {
    trouble: 'عذرًا، لا أستطيع الإجابة الآن. يُرجى المحاولة مرة أخرى بعد قليل.',
    goesOn: 'عذرًا، لا أستطيع الإجابة الآن، لذا لنتابع.',
    notUnderstood: 'عذرًا، لم أفهم ذلك. هل يمكنك قوله بكلمات أخرى؟',
    wordsOnly: 'لا أستطيع هنا قراءة سوى الكلمات. يُرجى كتابة ما تحتاج إليه.',
    ready: 'أنا أستمع. اكتب ما تحتاج إليه.',
    personComes: 'سأحوّلك إلى أحد الزملاء، وسيجيبك هنا.',
    choose: 'يُرجى الاختيار:',
    shareLocation: 'يُرجى مشاركة موقعك.',
  },
  de: {
    trouble: 'Das kann ich im Moment leider nicht beantworten. Bitte versuchen Sie es gleich noch einmal.',
    goesOn: 'Das kann ich im Moment leider nicht beantworten. Machen wir weiter.',
    notUnderstood: 'Das habe ich leider nicht verstanden. Können Sie es anders sagen?',
    wordsOnly: 'Ich kann hier nur Text lesen. Bitte schreiben Sie, was Sie brauchen.',
    ready: 'Ich höre zu. Schreiben Sie einfach, was Sie brauchen.',
    personComes: 'Ich gebe Sie an eine Kollegin oder einen Kollegen weiter. Die Antwort kommt hier.',
    choose: 'Bitte wählen Sie:',
    shareLocation: 'Bitte teilen Sie Ihren Standort.',
  },
  es: {
    trouble: 'Lo siento, ahora mismo no puedo responder a eso. Inténtelo de nuevo en un momento.',
    goesOn: 'Lo siento, ahora mismo no puedo responder a eso, así que sigamos.',
    notUnderstood: 'Lo siento, no lo he entendido. ¿Puede decirlo con otras palabras?',
    wordsOnly: 'Aquí solo puedo leer texto. Escriba lo que necesita, por favor.',
    ready: 'Le escucho. Escriba lo que necesita.',
    personComes: 'Le paso con una persona del equipo, que le responderá aquí.',
    choose: 'Elija una opción:',
    shareLocation: 'Comparta su ubicación, por favor.',
  },
  fr: {
    trouble: 'Désolé, je ne peux pas répondre pour le moment. Réessayez dans un instant.',
    goesOn: 'Désolé, je ne peux pas répondre pour le moment ; continuons.',
    notUnderstood: "Désolé, je n'ai pas compris. Pouvez-vous le dire autrement ?",
    wordsOnly: 'Ici, je ne peux lire que du texte. Écrivez ce dont vous avez besoin.',
    ready: 'Je vous écoute. Écrivez simplement ce dont vous avez besoin.',
    personComes: 'Je vous passe un collègue, qui vous répondra ici.',
    choose: 'Veuillez choisir :',
    shareLocation: 'Veuillez partager votre position.',
  },
  hi: {
    trouble: 'माफ़ कीजिए, मैं अभी इसका जवाब नहीं दे सकता। कृपया थोड़ी देर में फिर कोशिश करें।',
    goesOn: 'माफ़ कीजिए, मैं अभी इसका जवाब नहीं दे सकता, तो आगे बढ़ते हैं।',
    notUnderstood: 'माफ़ कीजिए, मैं समझ नहीं पाया। क्या आप इसे दूसरे शब्दों में कह सकते हैं?',
    wordsOnly: 'मैं यहाँ केवल शब्द पढ़ सकता हूँ। कृपया लिखिए कि आपको क्या चाहिए।',
    ready: 'मैं सुन रहा हूँ। बस लिखिए कि आपको क्या चाहिए।',
    personComes: 'मैं आपको एक सहकर्मी से जोड़ रहा हूँ, जो यहीं जवाब देंगे।',
    choose: 'कृपया चुनिए:',
    shareLocation: 'कृपया अपनी लोकेशन साझा कीजिए।',
  },
  pt: {
    trouble: 'Desculpe, não consigo responder a isso agora. Tente novamente daqui a pouco.',
    goesOn: 'Desculpe, não consigo responder a isso agora, então vamos continuar.',
    notUnderstood: 'Desculpe, não entendi. Pode dizer de outra forma?',
    wordsOnly: 'Aqui só consigo ler texto. Escreva o que precisa, por favor.',
    ready: 'Estou à escuta. Escreva o que precisa.',
    personComes: 'Vou passar você para uma pessoa da equipe, que responderá por aqui.',
    choose: 'Escolha uma opção:',
    shareLocation: 'Compartilhe sua localização, por favor.',
  },
};

export const talkWordsFor = (language: string): TalkWords => inOurs(WORDS, language);
