import { foldText } from './fold.js';
import { inOurs } from './words.js';
import type { InOurLanguages } from './words.js';

/** Words and sentences around the course of a survey: going back, help, another language. */
interface CourseWords {
  /** Whole messages that mean it. */
  forms: Record<CourseWord, string[]>;
  /** There is nothing to go back to; the question follows. */
  firstQuestion: string;
  /** In front of a question that was gone back to. Names a form of `keep`. */
  answerSoFar: (label: string) => string;
  /** Above the names of the languages. */
  chooseLanguage: string;
  /** What a person can do, a line each; every word in quotes is one that does it. */
  help: Record<'answer' | 'back' | 'skip' | 'language' | 'restart' | 'stop', string>;
}

/** `keep` leaves the answer as it is that a person has gone back to. */
export type CourseWord = 'back' | 'help' | 'language' | 'keep';

const courseWords: InOurLanguages<CourseWords> = {
  en: {
    forms: {
      back: ['back', 'go back', 'previous', 'previous question'],
      help: ['help', 'help me', 'i need help'],
      language: ['language', 'languages', 'change language', 'another language', 'other language'],
      keep: ['keep', 'keep it', 'keep that', 'leave it', 'same', 'no change'],
    },
    firstQuestion: 'This is the first question.',
    answerSoFar: (label) => `Your answer so far: ${label}\nSend another one, or "keep" to leave it as it is.`,
    chooseLanguage: 'Which language would you like?',
    help: {
      answer: 'Please answer with the buttons or by typing. You can also send:',
      back: '"back" – to the previous question',
      skip: '"skip" – leave this question out',
      language: '"language" – choose another language',
      restart: '"restart" – begin again',
      stop: '"stop" – end it, and get no more messages',
    },
  },
  ar: {
    forms: {
      back: ['رجوع', 'ارجع', 'عودة', 'السابق', 'السؤال السابق', 'للخلف'],
      help: ['مساعدة', 'المساعدة', 'ساعدني', 'أحتاج مساعدة'],
      language: ['لغة', 'اللغة', 'تغيير اللغة', 'غير اللغة', 'لغة أخرى'],
      keep: ['إبقاء', 'أبقها', 'كما هي', 'اتركها', 'بدون تغيير'],
    },
    firstQuestion: 'هذا هو السؤال الأول.',
    answerSoFar: (label) => `إجابتك حتى الآن: ${label}\nأرسل إجابة أخرى، أو أرسل «إبقاء» لتركها كما هي.`,
    chooseLanguage: 'ما اللغة التي تفضلها؟',
    help: {
      answer: 'من فضلك أجب بالأزرار أو بالكتابة. ويمكنك أيضًا إرسال:',
      back: '«رجوع» – للعودة إلى السؤال السابق',
      skip: '«تخطي» – لتجاوز هذا السؤال',
      language: '«اللغة» – لاختيار لغة أخرى',
      restart: '«من جديد» – للبدء من جديد',
      stop: '«توقف» – للإنهاء وعدم تلقي أي رسائل أخرى',
    },
  },
  de: {
    forms: {
      back: ['zurück', 'zurueck', 'geh zurück', 'eins zurück', 'vorige frage', 'vorherige frage'],
      help: ['hilfe', 'hilf mir', 'ich brauche hilfe'],
      language: ['sprache', 'sprachen', 'sprache ändern', 'sprache wechseln', 'andere sprache'],
      keep: ['behalten', 'so lassen', 'bleibt so', 'unverändert', 'keine änderung'],
    },
    firstQuestion: 'Das ist die erste Frage.',
    answerSoFar: (label) =>
      `Ihre bisherige Antwort: ${label}\nSenden Sie eine neue, oder „behalten“, um sie so zu lassen.`,
    chooseLanguage: 'Welche Sprache möchten Sie?',
    help: {
      answer: 'Bitte antworten Sie mit den Schaltflächen oder schreiben Sie Ihre Antwort. Sie können auch senden:',
      back: '„zurück“ – zur vorigen Frage',
      skip: '„weiter“ – diese Frage auslassen',
      language: '„Sprache“ – eine andere Sprache wählen',
      restart: '„Neustart“ – von vorn beginnen',
      stop: '„Stopp“ – beenden und keine Nachrichten mehr erhalten',
    },
  },
  es: {
    forms: {
      back: ['atrás', 'volver', 'volver atrás', 'regresar', 'anterior', 'pregunta anterior'],
      help: ['ayuda', 'ayúdame', 'ayúdeme', 'necesito ayuda'],
      language: ['idioma', 'idiomas', 'cambiar idioma', 'cambiar de idioma', 'otro idioma'],
      keep: ['mantener', 'dejar así', 'dejarla así', 'sin cambios', 'igual'],
    },
    firstQuestion: 'Esta es la primera pregunta.',
    answerSoFar: (label) => `Su respuesta hasta ahora: ${label}\nEnvíe otra, o «mantener» para dejarla como está.`,
    chooseLanguage: '¿Qué idioma prefiere?',
    help: {
      answer: 'Por favor, responda con los botones o por escrito. También puede enviar:',
      back: '«atrás» – a la pregunta anterior',
      skip: '«omitir» – no responder a esta pregunta',
      language: '«idioma» – elegir otro idioma',
      restart: '«reiniciar» – empezar de nuevo',
      stop: '«detener» – terminar y no recibir más mensajes',
    },
  },
  fr: {
    forms: {
      back: ['retour', 'revenir', 'revenir en arrière', 'précédent', 'précédente', 'question précédente'],
      help: ['aide', 'à l’aide', 'aidez-moi', 'aide-moi', 'besoin d’aide'],
      language: ['langue', 'langues', 'changer de langue', 'changer la langue', 'autre langue'],
      keep: ['garder', 'conserver', 'laisser', 'inchangé', 'sans changement'],
    },
    firstQuestion: 'C’est la première question.',
    answerSoFar: (label) =>
      `Votre réponse jusqu’ici : ${label}\nEnvoyez-en une autre, ou « garder » pour la laisser telle quelle.`,
    chooseLanguage: 'Quelle langue préférez-vous ?',
    help: {
      answer: 'Merci de répondre avec les boutons ou par écrit. Vous pouvez aussi envoyer :',
      back: '« retour » – revenir à la question précédente',
      skip: '« passer » – ne pas répondre à cette question',
      language: '« langue » – choisir une autre langue',
      restart: '« recommencer » – reprendre au début',
      stop: '« stop » – arrêter et ne plus recevoir de messages',
    },
  },
  hi: {
    forms: {
      back: ['पीछे', 'पीछे जाएँ', 'वापस', 'वापस जाएँ', 'पिछला', 'पिछला सवाल', 'peeche', 'wapas'],
      help: ['मदद', 'मदद करें', 'सहायता', 'मदद चाहिए', 'madad'],
      language: ['भाषा', 'भाषाएँ', 'भाषा बदलें', 'दूसरी भाषा', 'bhasha'],
      keep: ['वही रखें', 'यही रखें', 'वही', 'रहने दें', 'कोई बदलाव नहीं'],
    },
    firstQuestion: 'यह पहला सवाल है।',
    answerSoFar: (label) => `अब तक आपका जवाब: ${label}\nनया जवाब भेजें, या इसे ऐसे ही रखने के लिए "वही रखें" लिखें।`,
    chooseLanguage: 'आप कौन-सी भाषा चाहते हैं?',
    help: {
      answer: 'कृपया बटन से या लिखकर जवाब दें। आप ये भी भेज सकते हैं:',
      back: '"पीछे" – पिछले सवाल पर जाने के लिए',
      skip: '"छोड़ें" – यह सवाल छोड़ने के लिए',
      language: '"भाषा" – दूसरी भाषा चुनने के लिए',
      restart: '"फिर से शुरू" – शुरू से शुरू करने के लिए',
      stop: '"रोकें" – समाप्त करने और आगे कोई संदेश न पाने के लिए',
    },
  },
  pt: {
    forms: {
      back: ['voltar', 'volta', 'voltar atrás', 'pergunta anterior', 'anterior'],
      help: ['ajuda', 'me ajude', 'ajude-me', 'preciso de ajuda'],
      language: ['idioma', 'idiomas', 'língua', 'mudar idioma', 'mudar de idioma', 'outro idioma'],
      keep: ['manter', 'deixar assim', 'sem alteração', 'sem mudança', 'igual'],
    },
    firstQuestion: 'Esta é a primeira pergunta.',
    answerSoFar: (label) => `A sua resposta até agora: ${label}\nEnvie outra, ou "manter" para deixá-la como está.`,
    chooseLanguage: 'Qual idioma prefere?',
    help: {
      answer: 'Por favor, responda com os botões ou por escrito. Também pode enviar:',
      back: '"voltar" – à pergunta anterior',
      skip: '"pular" – não responder a esta pergunta',
      language: '"idioma" – escolher outro idioma',
      restart: '"recomeçar" – começar de novo',
      stop: '"parar" – encerrar e não receber mais mensagens',
    },
  },
};

export function courseWordsFor(language: string): CourseWords {
  return inOurs(courseWords, language);
}

/** No form is longer, and none is without letters: what is, needs no folding. */
const LONGEST_FORM = 40;

/**
 * What the whole message means in one of the languages, or in English, which many people try.
 *
 * @param languages a flow's, which is always the same array
 */
export function courseWordIn(text: string, languages: readonly string[]): CourseWord | undefined {
  if (text.length > LONGEST_FORM || !/\p{L}/u.test(text)) return undefined;
  const known = meanings.get(languages) ?? meaningsIn(languages);
  meanings.set(languages, known);
  return known.get(foldText(text));
}

/** Every typed message is looked up here, so what a flow's languages say is gathered once. */
const meanings = new WeakMap<readonly string[], ReadonlyMap<string, CourseWord>>();

function meaningsIn(languages: readonly string[]): ReadonlyMap<string, CourseWord> {
  const words = ['back', 'help', 'language', 'keep'] as const;
  return new Map(
    [...languages, 'en'].flatMap((language) => {
      const { forms } = courseWordsFor(language);
      return words.flatMap((word) => forms[word].map((form) => [foldText(form), word] as const));
    }),
  );
}
