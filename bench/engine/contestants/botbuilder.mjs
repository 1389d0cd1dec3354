import { createRequire } from 'node:module';

/**
 * The same survey as a waterfall of botbuilder-dialogs 4: prompts, and steps that pass on where a question does not
 * apply. Its state between two turns is the dialog state that the framework itself stores.
 *
 * @param plain text prompts with a comparison in place of its prompts for choices and numbers, which understand more
 *   and cost more
 */
export function botbuilder({ plain }) {
  const require = createRequire(import.meta.url);
  const { ActivityTypes, BotAdapter, TurnContext } = require('botbuilder');
  const {
    ChoicePrompt,
    ConfirmPrompt,
    DialogSet,
    NumberPrompt,
    TextPrompt,
    WaterfallDialog,
  } = require('botbuilder-dialogs');

  let state = {};
  const accessor = {
    get: async (_context, initial) => (state.dialogs ??= initial),
    set: async (_context, value) => void (state.dialogs = value),
    delete: async () => void delete state.dialogs,
  };
  const dialogs = new DialogSet(accessor);
  dialogs.add(new ChoicePrompt('choice')).add(new TextPrompt('text')).add(new ConfirmPrompt('yes-no'));
  dialogs.add(
    new NumberPrompt('number', async ({ recognized, options }) => {
      const { succeeded, value } = recognized;
      return succeeded && value >= options.validations.min && value <= options.validations.max;
    }),
  );
  dialogs.add(
    new TextPrompt('plain', async ({ recognized, options }) => isAnswer(recognized.value, options.validations)),
  );
  dialogs.add(
    new WaterfallDialog('survey', [...QUESTIONS.map((question, index) => ask(question, index, plain)), keepLast]),
  );

  const adapter = new (class extends BotAdapter {
    async sendActivities(_context, activities) {
      return activities.map(() => ({ id: '1' }));
    }
    async updateActivity() {}
    async deleteActivity() {}
  })();
  const turn = async (stored, text) => {
    state = JSON.parse(stored);
    const context = new TurnContext(adapter, {
      type: ActivityTypes.Message,
      id: '1',
      text,
      locale: 'en-us',
      channelId: 'test',
      serviceUrl: 'test',
      from: { id: 'ann' },
      recipient: { id: 'bot' },
      conversation: { id: 'c' },
    });
    const dialog = await dialogs.createContext(context);
    const result = await dialog.continueDialog();
    if (result.status === 'empty') await dialog.beginDialog('survey');
    if (result.status === 'complete') state.done = result.result;
    return JSON.stringify(state);
  };
  return {
    begin: () => turn('{}', 'hello'),
    take: (stored, said) =>
      turn(stored, said.text ?? said.label ?? (said.number ?? (said.yes ? 'yes' : 'no')).toString()),
    isDone: (stored) => JSON.parse(stored).done !== undefined,
  };
}

/** One step of the waterfall: keeps the answer to the question before it, and asks its own or passes on. */
function ask(question, index, plain) {
  return async (step) => {
    keep(step, QUESTIONS[index - 1]);
    if (question.when && !question.when(step.values)) return step.next(undefined);
    const { prompt, text, choices, min, max } = question;
    const validations = { min, max, words: choices ?? (prompt === 'yes-no' ? ['yes', 'no'] : undefined) };
    return plain
      ? step.prompt('plain', { prompt: text, retryPrompt: text, validations })
      : step.prompt(prompt, { prompt: text, retryPrompt: text, choices, validations });
  };
}

function isAnswer(text, { min, max, words }) {
  if (words) return words.includes(text);
  return min === undefined || (Number(text) >= min && Number(text) <= max);
}

async function keepLast(step) {
  keep(step, QUESTIONS.at(-1));
  return step.endDialog(step.values);
}

function keep(step, question) {
  if (question && step.result !== undefined) step.values[question.name] = step.result.value ?? step.result;
}

const QUESTIONS = [
  { name: 'overall', prompt: 'choice', text: 'Hi Ann, how was your visit?', choices: ['Good', 'Fair', 'Poor'] },
  {
    name: 'why',
    prompt: 'text',
    text: 'Sorry to hear that. What went wrong?',
    when: ({ overall }) => overall === 'Poor',
  },
  { name: 'stars', prompt: 'number', text: 'How many stars for our staff?', min: 1, max: 5 },
  {
    name: 'liked',
    prompt: 'choice',
    text: 'What did you like most?',
    choices: ['Staff', 'Price', 'Food', 'Place'],
    when: ({ overall }) => overall !== 'Poor',
  },
  { name: 'visits', prompt: 'number', text: 'How often did you visit us this year?', min: 1, max: 99 },
  {
    name: 'regular',
    prompt: 'yes-no',
    text: 'Would you like our card for regulars?',
    when: ({ visits }) => visits > 3,
  },
  { name: 'recommend', prompt: 'number', text: 'How likely is it that you recommend us?', min: 0, max: 10 },
  { name: 'improve', prompt: 'text', text: 'What should we do better?', when: ({ recommend }) => recommend < 7 },
  {
    name: 'heard',
    prompt: 'choice',
    text: 'Where did you hear of us?',
    choices: ['On the web', 'From a friend', 'I walked by'],
  },
  { name: 'again', prompt: 'yes-no', text: 'May we write to you again?' },
];
