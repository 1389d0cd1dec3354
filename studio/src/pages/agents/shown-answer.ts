import { agentPrompts, type PromptedChoices } from '@core/flow/agent/agent-prompts.js';
import type { AgentMessage, ChoiceSays } from '@core/flow/agent/agent-reply.js';
import type { Prompt, PromptOption } from '@core/flow/prompt.js';
import { decodeTap } from '@core/rendering/binding.js';
import type { Capabilities } from '@core/rendering/capabilities.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import { renderPrompts } from '@core/rendering/render-prompts.js';

/** In the place of a session and its step: nothing of a trial is stored. */
const TRIAL = { sessionId: 'trial', stepId: 'agent' };

export interface ShownAnswer {
  /** In their order; a template is only named, since it is the channel's. */
  parts: ({ kind: 'message'; message: OutboundMessage } | { kind: 'template'; name: string })[];
  /** What can be tapped, by the number of its rendering. */
  choices: ReadonlyMap<number, PromptedChoices>;
  /** How many renderings there were. */
  renders: number;
}

/** What the customer taps: words or an event for the agent, or another page of the list. */
export type TapMeaning =
  | { kind: 'says'; title: string; says: ChoiceSays }
  | { kind: 'page'; message: AgentMessage; first: number; page: number };

/**
 * An agent's answer as the customer sees it, by the very code that conversations go through.
 * @param render number of the rendering before
 */
export function showAnswer(
  messages: readonly AgentMessage[],
  {
    language,
    capabilities,
    render,
    first = 0,
    page = 0,
  }: {
    language: string;
    capabilities: Capabilities;
    render: number;
    first?: number;
    page?: number;
  },
): ShownAnswer {
  let renders = render;
  const question = (options: PromptOption[]): NonNullable<Prompt['question']> => {
    renders += 1;
    return { ...TRIAL, render: renders, options, page, skippable: false };
  };
  const parts: ShownAnswer['parts'] = [];
  const choices = new Map<number, PromptedChoices>();
  let waiting: Prompt[] = [];
  const flush = (): void => {
    for (const message of renderPrompts(waiting, capabilities)) parts.push({ kind: 'message', message });
    waiting = [];
  };
  for (const shown of agentPrompts(messages, { language, question, first })) {
    if (shown.kind === 'template') {
      flush();
      parts.push({ kind: 'template', name: shown.call.template });
      continue;
    }
    waiting.push(shown.prompt);
    if (shown.choices && shown.prompt.question) choices.set(shown.prompt.question.render, shown.choices);
  }
  flush();
  return { parts, choices, renders };
}

/** What a tapped id means; undefined for one that this answer did not make. */
export function meaningOf(id: string, choices: ReadonlyMap<number, PromptedChoices>): TapMeaning | undefined {
  const tap = decodeTap(id);
  const shown = tap && choices.get(tap.render);
  if (!tap || !shown) return undefined;
  const { action } = tap;
  if (action.kind === 'page') return { kind: 'page', message: shown.message, first: shown.first, page: action.page };
  if (action.kind !== 'option') return undefined;
  const choice = shown.choices[Number(action.optionId.slice(1)) - shown.first];
  return choice && { kind: 'says', title: choice.title, says: choice.says };
}
