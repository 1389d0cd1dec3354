import type { InOurLanguages } from '../words/words.js';
import { inOurs } from '../words/words.js';
import type { ResolvedQuestion } from './answer-type.js';
import { languagesOf } from './typed-words.js';

/** Longer texts are more than an answer with a courtesy around it; bounds the work that one message can cause. */
const LONGEST_TEXT = 200;
/** "Well, I'd say option 2" */
const MOST_IN_FRONT = 3;

interface Pleasantries {
  /** In front of an answer. */
  lead: string[];
  /** Behind it. */
  trail: string[];
}

/** What people write around an answer without changing it; nothing that doubts or denies. Apostrophes may be missing. */
const PLEASANTRIES: InOurLanguages<Pleasantries> = {
  en: {
    lead: [
      "i'd say",
      'i would say',
      "i'd like",
      'i would like',
      'i want',
      "i'll take",
      'i choose',
      'i pick',
      'my answer is',
      'answer',
      'option',
      'number',
      'well',
      'please',
    ],
    trail: ['please', 'pls', 'thanks', 'thank you'],
  },
  ar: {
    lead: ['أقول', 'اقول', 'أختار', 'اختار', 'أريد', 'اريد', 'إجابتي', 'اجابتي', 'الخيار', 'خيار', 'رقم', 'الرقم'],
    trail: ['من فضلك', 'لو سمحت', 'شكرا', 'شكرًا', 'شكراً'],
  },
  de: {
    lead: [
      'ich würde sagen',
      'ich wuerde sagen',
      'ich sage',
      'ich nehme',
      'ich wähle',
      'ich möchte',
      'meine antwort ist',
      'antwort',
      'option',
      'nummer',
      'bitte',
    ],
    trail: ['bitte', 'danke'],
  },
  es: {
    lead: [
      'yo diría',
      'yo diria',
      'diría',
      'diria',
      'yo digo',
      'elijo',
      'quiero',
      'quisiera',
      'mi respuesta es',
      'respuesta',
      'opción',
      'opcion',
      'número',
      'numero',
    ],
    trail: ['por favor', 'gracias'],
  },
  fr: {
    lead: [
      'je dirais',
      'je choisis',
      'je prends',
      'je voudrais',
      'ma réponse est',
      'ma reponse est',
      'réponse',
      'reponse',
      'option',
      'numéro',
      'numero',
    ],
    trail: ["s'il vous plaît", "s'il vous plait", "s'il te plaît", "s'il te plait", 'svp', 'stp', 'merci'],
  },
  hi: {
    lead: ['मैं कहूँगा', 'मैं कहूँगी', 'मेरा जवाब है', 'मेरा उत्तर है', 'विकल्प', 'नंबर', 'कृपया'],
    trail: ['कृपया', 'प्लीज़', 'प्लीज', 'धन्यवाद', 'शुक्रिया', 'चाहिए'],
  },
  pt: {
    lead: [
      'eu diria',
      'diria',
      'escolho',
      'quero',
      'queria',
      'minha resposta é',
      'minha resposta e',
      'resposta',
      'opção',
      'opcao',
      'número',
      'numero',
    ],
    trail: ['por favor', 'obrigado', 'obrigada'],
  },
};

/**
 * An answer without the courtesies around it: "I'd say option 2, please" is "2". Undefined where there are none, or
 * nothing else.
 */
export function withoutPleasantries(question: ResolvedQuestion<unknown>, text: string): string | undefined {
  const said = text.trim();
  if (said.length > LONGEST_TEXT) return undefined;
  const ours = languagesOf(question).map((language) => inOurs(PLEASANTRIES, language));
  const lead = anyOf(ours.flatMap((words) => words.lead));
  const trail = anyOf(ours.flatMap((words) => words.trail));
  const bare = said
    .replace(new RegExp(`^(?:(?:${lead})(?:[\\s,:]+|(?=\\p{Nd}))){1,${MOST_IN_FRONT}}`, 'iu'), '')
    .replace(new RegExp(`(?:(?<=\\p{Nd})|[\\s,.!]+)(?:${trail})[\\s.!]*$`, 'iu'), '');
  return bare === '' || bare === said ? undefined : bare;
}

/** As they stand in a regular expression, the longest first. */
function anyOf(words: readonly string[]): string {
  return [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll("'", "['’]?"))
    .join('|');
}
