import type { InOurLanguages } from '../../words/words.js';

/** What is shown. */
export interface RankingWords {
  /** Nothing is placed yet. The example has three places. */
  start: string;
  /** Which place comes next, from 2. */
  next: (place: number) => string;
}

export const RANKING_WORDS: InOurLanguages<RankingWords> = {
  en: {
    start: 'Choose what comes first. You can also send the whole order, for example 2, 1, 3.',
    next: (place) => `Now choose what comes at number ${place}.`,
  },
  ar: {
    start: 'اختر ما يأتي أولًا. يمكنك أيضًا إرسال الترتيب كاملًا، مثلًا: 2، 1، 3.',
    next: (place) => `اختر ما يأتي في المرتبة ${place}.`,
  },
  de: {
    start:
      'Wählen Sie, was an erster Stelle kommt. Sie können auch die ganze Reihenfolge senden, zum Beispiel 2, 1, 3.',
    next: (place) => `Wählen Sie nun, was auf Platz ${place} kommt.`,
  },
  es: {
    start: 'Elija lo que va primero. También puede enviar el orden completo, por ejemplo 2, 1, 3.',
    next: (place) => `Ahora elija lo que va en el puesto ${place}.`,
  },
  fr: {
    start: 'Choisissez ce qui vient en premier. Vous pouvez aussi envoyer l’ordre complet, par exemple 2, 1, 3.',
    next: (place) => `Choisissez maintenant ce qui vient en position ${place}.`,
  },
  hi: {
    start: 'सबसे पहले क्या आता है, चुनें। आप पूरा क्रम भी भेज सकते हैं, जैसे 2, 1, 3।',
    next: (place) => `अब चुनें कि ${place} नंबर पर क्या आता है।`,
  },
  pt: {
    start: 'Escolha o que vem primeiro. Também pode enviar a ordem completa, por exemplo 2, 1, 3.',
    next: (place) => `Agora escolha o que vem na posição ${place}.`,
  },
};

/** One option was typed more than once. */
export const RANKED_TWICE: InOurLanguages<string> = {
  en: 'Each of them has one place only. Please send each one once.',
  ar: 'لكل خيار مرتبة واحدة فقط. من فضلك أرسل كل خيار مرة واحدة.',
  de: 'Jeder Punkt hat nur einen Platz. Bitte senden Sie jeden einmal.',
  es: 'Cada opción ocupa un solo lugar. Por favor, envíe cada una una sola vez.',
  fr: 'Chaque choix n’a qu’une place. Merci d’envoyer chacun une seule fois.',
  hi: 'हर विकल्प का एक ही स्थान है। कृपया हर विकल्प एक ही बार भेजें।',
  pt: 'Cada opção ocupa um único lugar. Por favor, envie cada uma só uma vez.',
};

/** What is understood in an order that is typed. */
export interface OrderWords {
  /** Between two of them, longer forms first. */
  then: string[];
  /** At the first and at the last of them. */
  first: string[];
  last: string[];
}

export const ORDER_WORDS: InOurLanguages<OrderWords> = {
  en: {
    then: ['and then', 'then', 'followed by', 'after that', 'before', 'over'],
    first: ['first of all', 'firstly', 'first'],
    last: ['last of all', 'lastly', 'last', 'finally', 'at the end'],
  },
  ar: {
    then: ['وبعد ذلك', 'بعد ذلك', 'وبعدها', 'بعدها', 'ومن ثم', 'ثم', 'يليها', 'يليه'],
    first: ['أولًا', 'أولا', 'اولا', 'في البداية'],
    // Arabic writes "and" together with the word after it.
    last: ['وأخيرًا', 'وأخيرا', 'واخيرا', 'أخيرًا', 'أخيرا', 'اخيرا', 'في النهاية'],
  },
  de: {
    then: ['und danach', 'und dann', 'danach', 'dann', 'gefolgt von', 'vor'],
    first: ['als erstes', 'zuerst', 'zunächst', 'erstens'],
    last: ['zu guter Letzt', 'als letztes', 'zuletzt', 'schließlich', 'am Ende'],
  },
  es: {
    then: ['y después', 'y luego', 'después', 'luego', 'seguido de'],
    first: ['en primer lugar', 'primero'],
    last: ['por último', 'al final', 'finalmente'],
  },
  fr: {
    then: ['et ensuite', 'et puis', 'ensuite', 'puis', 'suivi de'],
    first: ['en premier', 'd’abord', "d'abord", 'premièrement'],
    last: ['en dernier', 'enfin', 'finalement', 'à la fin'],
  },
  hi: {
    then: ['और उसके बाद', 'उसके बाद', 'और फिर', 'फिर', 'phir'],
    first: ['सबसे पहले', 'पहले', 'pehle'],
    last: ['सबसे बाद में', 'आख़िर में', 'आखिर में', 'अंत में'],
  },
  pt: {
    then: ['e em seguida', 'em seguida', 'e depois', 'depois', 'seguido de'],
    first: ['em primeiro lugar', 'primeiro'],
    last: ['por último', 'por fim', 'finalmente'],
  },
};
