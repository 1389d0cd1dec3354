import { drawWeighted } from '../../../flow/chance.js';
import { inOwnLanguage } from '../in-language.js';
import type { LocalAgent } from '../local-agent.js';
import { foldText } from '../../../flow/words/fold.js';
import { isOneOf } from '../../../flow/answers/typed-words.js';

/**
 * What people say to each action of Dialogflow's small talk. Google's own phrases are not in an export; these are the
 * commonest, in the languages of our examples.
 */
const SAID: Readonly<Record<string, readonly string[]>> = {
  'smalltalk.greetings.hello': [
    'hello',
    'hi',
    'hey',
    'hi there',
    'hello there',
    'hola',
    'buenas',
    'مرحبا',
    'أهلا',
    'السلام عليكم',
  ],
  'smalltalk.greetings.goodmorning': ['good morning', 'buenos días', 'صباح الخير'],
  'smalltalk.greetings.goodevening': ['good evening', 'buenas tardes', 'مساء الخير'],
  'smalltalk.greetings.goodnight': ['good night', 'buenas noches', 'تصبح على خير'],
  'smalltalk.greetings.how_are_you': [
    'how are you',
    'how are you doing',
    'how is it going',
    'cómo estás',
    'qué tal',
    'كيف حالك',
  ],
  'smalltalk.greetings.nice_to_meet_you': [
    'nice to meet you',
    'pleased to meet you',
    'mucho gusto',
    'encantado',
    'تشرفنا',
  ],
  'smalltalk.greetings.bye': [
    'bye',
    'goodbye',
    'bye bye',
    'see you',
    'see you later',
    'adiós',
    'hasta luego',
    'مع السلامة',
    'وداعا',
  ],
  'smalltalk.appraisal.thank_you': [
    'thanks',
    'thank you',
    'thank you very much',
    'thanks a lot',
    'gracias',
    'muchas gracias',
    'شكرا',
    'شكرا جزيلا',
  ],
  'smalltalk.appraisal.good': [
    'good',
    'great',
    'perfect',
    'very good',
    'well done',
    'bien',
    'muy bien',
    'perfecto',
    'ممتاز',
    'جيد',
  ],
  'smalltalk.appraisal.bad': ['bad', 'terrible', 'very bad', 'mal', 'muy mal', 'سيئ'],
  'smalltalk.appraisal.welcome': ['you are welcome', "you're welcome", 'de nada', 'عفوا'],
  'smalltalk.agent.acquaintance': ['who are you', 'what are you', 'tell me about yourself', 'quién eres', 'من أنت'],
  'smalltalk.agent.real': [
    'are you real',
    'are you a robot',
    'are you a bot',
    'are you human',
    'eres un robot',
    'هل أنت روبوت',
  ],
  'smalltalk.agent.age': ['how old are you', 'cuántos años tienes', 'كم عمرك'],
  'smalltalk.agent.can_you_help': [
    'can you help me',
    'help',
    'help me',
    'i need help',
    'ayuda',
    'puedes ayudarme',
    'ساعدني',
  ],
  'smalltalk.agent.good': ['you are great', 'you are good', 'you are the best', 'eres genial'],
  'smalltalk.agent.bad': ['you are bad', 'you are useless', 'you are terrible', 'eres malo'],
  'smalltalk.agent.annoying': ['you are annoying', "you're annoying", 'eres pesado'],
  'smalltalk.emotions.ha_ha': ['haha', 'ha ha', 'lol', 'jaja', 'jajaja', 'ههه', 'هههه'],
  'smalltalk.dialog.sorry': ['sorry', "i'm sorry", 'perdón', 'lo siento', 'آسف'],
};

export interface SmallTalk {
  action: string;
  answer: string;
}

/** The agent's own answer to small talk that is nothing else; undefined where it has none. */
export function smallTalkOf(agent: LocalAgent, said: string, language: string, seed: string): SmallTalk | undefined {
  if (foldText(said) === '') return undefined;
  const answered = inOwnLanguage(agent.smallTalk, language) ?? [];
  const meant = answered.find(({ action }) => Object.hasOwn(SAID, action) && isOneOf(said, SAID[action] ?? []));
  if (!meant) return undefined;
  const answer =
    meant.answers[
      drawWeighted(
        meant.answers.map(() => 1),
        seed,
      )
    ];
  return answer === undefined ? undefined : { action: meant.action, answer };
}
