import { titleKey } from '../../rendering/titles.js';
import type { TemplateCall } from '../../templates/template-call.js';
import type { Prompt, PromptOption } from '../prompt.js';
import { isBlank } from '../words/fold.js';
import { talkWordsFor } from '../words/talk.js';
import { wordsFor } from '../words/words.js';
import type { AgentChoice, AgentMessage } from './agent-reply.js';
import { joinMessages } from './join-messages.js';

export type ChoicesMessage = Extract<AgentMessage, { kind: 'choices' }>;
type Question = NonNullable<Prompt['question']>;

/** What is known of the talk in which an agent's messages are shown. */
export interface AgentShowing {
  /** BCP-47 of the conversation. */
  language: string;
  /**
   * The question of a prompt that awaits an answer: asked for once a prompt, in their order. Without it nothing is
   * awaited any more (the talk is over): choices are left out, what is said with them stays.
   * @param options none where the answer is typed
   */
  question?: (options: PromptOption[]) => Question;
  /** Number of the first choice, 0 unless told. */
  first?: number;
}

/** Choices as they are shown: the option id of the first is `c` and the number `first`, and so on. */
export interface PromptedChoices {
  /** The message with whatever it took from those in front of it; shown by itself, it gives the same prompt again. */
  message: ChoicesMessage;
  /** Without those that say and show the same as an earlier one. */
  choices: AgentChoice[];
  first: number;
}

/** One thing to show of what an agent answered. */
export type AgentShown =
  { kind: 'prompt'; prompt: Prompt; choices?: PromptedChoices } | { kind: 'template'; call: TemplateCall };

/**
 * What an agent wants shown, as prompts and templates in its order; empty where there is nothing to be seen. Choices of
 * every message can be tapped, under ids that are unique in the whole; the last prompt awaits the answer, unless it is
 * a link, which cannot.
 */
export function agentPrompts(messages: readonly AgentMessage[], showing: AgentShowing): AgentShown[] {
  const { question } = showing;
  const said = joinMessages(question ? messages : messages.map(withoutQuestion));
  const last = said.findLastIndex(({ kind }) => kind !== 'template');
  let next = showing.first ?? 0;
  return said.map((message, index): AgentShown => {
    if (message.kind === 'template') return { kind: 'template', call: message.call };
    const prompt = promptOf(message, showing.language);
    if (!question) return { kind: 'prompt', prompt };
    if (message.kind === 'choices' && message.choices.length > 0) {
      const choices = { message, choices: distinct(message.choices), first: next };
      next += choices.choices.length;
      return { kind: 'prompt', prompt: { ...prompt, question: question(optionsOf(choices)) }, choices };
    }
    if (message.kind === 'location-request') {
      return { kind: 'prompt', prompt: { ...prompt, question: { ...question([]), locationRequest: true } } };
    }
    const awaits = index === last && message.kind !== 'link';
    return { kind: 'prompt', prompt: awaits ? { ...prompt, question: question([]) } : prompt };
  });
}

/** What is said with something that nobody can answer any more. */
function withoutQuestion(message: AgentMessage): AgentMessage {
  if (message.kind === 'location-request') return { kind: 'text', text: message.text ?? '' };
  return message.kind === 'choices' ? { ...message, choices: [] } : message;
}

function promptOf(message: Exclude<AgentMessage, { kind: 'template' }>, language: string): Prompt {
  const { prompt: words } = wordsFor(language);
  const base = { language, words };
  switch (message.kind) {
    case 'text':
      return { ...base, body: message.text };
    case 'media': {
      const { media: kind, link, caption, filename } = message;
      return { ...base, body: caption ?? '', media: { kind, link, ...(filename !== undefined && { filename }) } };
    }
    case 'choices': {
      const needsBody = message.choices.length > 0;
      return { ...base, body: message.text ?? (needsBody ? talkWordsFor(language).choose : ''), ...frameOf(message) };
    }
    case 'link':
      return {
        ...base,
        body: message.text ?? '',
        ...frameOf(message),
        link: { label: message.label, url: message.url },
      };
    case 'location-request':
      return { ...base, body: message.text ?? talkWordsFor(language).shareLocation };
  }
}

/** What stands around the body of choices and links. */
function frameOf(
  message: Extract<AgentMessage, { kind: 'choices' | 'link' }>,
): Pick<Prompt, 'header' | 'footer' | 'media'> {
  const { header, footer, image } = message;
  return {
    ...(header !== undefined && { header }),
    ...(footer !== undefined && { footer }),
    ...(image !== undefined && { media: { kind: 'image', link: image } }),
  };
}

function optionsOf({ choices, first }: PromptedChoices): PromptOption[] {
  return choices.map(({ title, description }, index) => ({
    id: `c${first + index}`,
    label: title,
    ...(description !== undefined && !isBlank(description) && { description }),
  }));
}

/** Two that look the same and say the same are one; that look the same and say something else are told apart by the renderer. */
function distinct(choices: readonly AgentChoice[]): AgentChoice[] {
  const seen = new Set<string>();
  return choices.filter(({ title, description, says }) => {
    const said = says.kind === 'text' ? ['text', titleKey(says.text)] : ['event', says.name, says.parameters ?? {}];
    const key = JSON.stringify([titleKey(title), titleKey(description ?? ''), ...said]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
