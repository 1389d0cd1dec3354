import type { InOurLanguages } from '../../flow/words/words.js';
import { inOurs } from '../../flow/words/words.js';
import { foldText } from '../../flow/words/fold.js';

interface Words {
  /** So frequent that they say little about what is meant; parted by spaces. */
  stop: string;
  /** Whole messages that end the asking for parameters. */
  cancel: readonly string[];
  /** What is said to that. */
  cancelled: string;
  /** What people put in front of a name that they are asked for. */
  leadIns: readonly string[];
}

const WORDS: InOurLanguages<Words> = {
  en: {
    stop: 'a an and are at be can could did do does for from had has have how i if in is it its me my of on or our please so some that the their them there these this to was we were what when where which will with would you your',
    cancel: ['cancel', 'cancel it', 'stop', 'exit', 'quit', 'never mind', 'forget it', 'forget about it'],
    cancelled: 'All right, I have left that.',
    leadIns: ['my name is', 'name is', 'i am', 'im', 'this is', 'it is', 'its', 'call me', 'i live in', 'in'],
  },
  ar: {
    stop: 'في من على إلى الى عن مع هذا هذه ذلك هل ما ماذا كيف متى أين اين أن ان أنا انا أنت انت هو هي كان يكون قد لا نعم أو او ثم لي لك من فضلك',
    cancel: ['إلغاء', 'الغاء', 'ألغِ', 'توقف', 'انسى الأمر', 'لا أريد', 'خروج'],
    cancelled: 'حسنًا، تركت ذلك.',
    leadIns: ['اسمي', 'أنا اسمي', 'أنا', 'أسكن في', 'في'],
  },
  de: {
    stop: 'aber als am an auf aus bei bin bitte das dem den der des die ein eine einen einer es für hat habe ich ihr im in ist kann können man mein meine mich mir mit nach oder sich sie sind und uns von was wann wie wir wo zu zum zur',
    cancel: ['abbrechen', 'abbruch', 'stopp', 'stop', 'vergiss es', 'schon gut', 'egal'],
    cancelled: 'In Ordnung, das lasse ich.',
    leadIns: ['mein name ist', 'ich heiße', 'ich bin', 'das ist', 'es ist', 'ich wohne in', 'in'],
  },
  es: {
    stop: 'a al algo como con cual cuando de del donde el ella en es esta este favor ha hay la las le lo los me mi mis muy no o para pero por porque puedo que quiero se ser si son su sus tiene tienen un una unos y ya yo',
    cancel: ['cancelar', 'cancela', 'cancélalo', 'parar', 'salir', 'olvídalo', 'déjalo', 'da igual'],
    cancelled: 'De acuerdo, lo dejamos.',
    leadIns: ['me llamo', 'mi nombre es', 'soy', 'es', 'vivo en', 'en'],
  },
  fr: {
    stop: 'à au aux avec ce ces comment dans de des du elle en est et il je la le les leur ma me mes moi mon ne nous on ou où par pas plaît pour quand que quel quelle qui s sa se ses si son sont sur un une vos votre vous',
    cancel: ['annuler', 'annule', 'arrêter', 'arrête', 'stop', 'laisse tomber', 'laissez tomber', 'tant pis'],
    cancelled: "D'accord, je laisse cela.",
    leadIns: ["je m'appelle", 'mon nom est', 'je suis', "c'est", "j'habite à", 'à'],
  },
  hi: {
    stop: 'और का की के को क्या कब कहाँ कैसे कौन है हैं हूँ था थी थे में मैं मुझे मेरा मेरी मेरे पर से यह ये वह हम हो तो भी ने कर कृपया आप आपका',
    cancel: ['रद्द', 'रद्द करें', 'रद्द करो', 'रुको', 'रहने दो', 'छोड़ो'],
    cancelled: 'ठीक है, इसे छोड़ देते हैं।',
    leadIns: ['मेरा नाम', 'मैं', 'यह'],
  },
  pt: {
    stop: 'a ao aos as com como da das de do dos e é ela ele em então essa este eu faz favor foi há isso já lhe mais mas me meu minha na não nas no nos o onde os ou para pela pelo por qual quando que quero se sem ser seu sua são tem têm um uma você',
    cancel: ['cancelar', 'cancela', 'cancele', 'parar', 'sair', 'esquece', 'deixa pra lá', 'deixa para lá'],
    cancelled: 'Está bem, deixamos isso.',
    leadIns: ['meu nome é', 'o meu nome é', 'me chamo', 'chamo-me', 'sou', 'eu sou', 'moro em', 'em'],
  },
};

/** The words of a language; English where it has none here. */
export function localWordsFor(language: string): Words {
  return inOurs(WORDS, language);
}

/** Whether a whole message takes back what was asked for, in the language or in English. */
export function isCancel(said: string, language: string): boolean {
  const folded = foldText(said);
  return [localWordsFor(language), WORDS.en].some(({ cancel }) => cancel.some((word) => foldText(word) === folded));
}

/** A name without what people say in front of it: "my name is Ann" → "Ann". */
export function withoutLeadIn(said: string, language: string): string {
  const words = [...said.matchAll(/\S+/gu)];
  const leadIns = new Set([localWordsFor(language), WORDS.en].flatMap((one) => one.leadIns.map(foldText)));
  for (let count = Math.min(4, words.length - 1); count > 0; count -= 1) {
    const next = words[count];
    if (next && leadIns.has(foldText(said.slice(0, next.index)))) return said.slice(next.index).trim();
  }
  return said.trim();
}
