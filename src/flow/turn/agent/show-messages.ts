import { agentPrompts } from '../../agent/agent-prompts.js';
import type { AgentMessage } from '../../agent/agent-reply.js';
import type { CompiledAgent } from '../../compiled-flow.js';
import type { Prompt, PromptOption } from '../../prompt.js';
import type { ShownChoices } from '../../session.js';
import type { Turn } from '../turn.js';

/** Older ones are forgotten: of a tap on them only the words on the button are left. */
const MAX_SHOWN = 4;

export interface ShowOptions {
  /** Whether choices can be tapped; where the talk is left they are not shown. */
  tappable: boolean;
  /** A number that is typed means the choice in that place. */
  numbers: boolean;
}

/** Sends what an agent wants shown, in its order. @returns whether there was anything to be seen */
export function showMessages(
  turn: Turn,
  step: CompiledAgent,
  messages: readonly AgentMessage[],
  { tappable, numbers }: ShowOptions,
): boolean {
  const { session } = turn;
  const parts = agentPrompts(messages, {
    language: session.language,
    ...(tappable && { question: (options: PromptOption[]) => nextQuestion(turn, step, options) }),
  });
  const shown: ShownChoices[] = [];
  for (const part of parts) {
    if (part.kind === 'template') {
      turn.effects.push({ kind: 'send-template', call: part.call });
      continue;
    }
    turn.send(part.prompt);
    const { choices, prompt } = part;
    if (choices && prompt.question) shown.push({ render: prompt.question.render, numbers, ...choices });
  }
  keep(turn, shown);
  return parts.length > 0;
}

/** Shows choices once more, at a page of their list. */
export function showAgain(
  turn: Turn,
  step: CompiledAgent,
  { message, first, numbers }: ShownChoices,
  page: number,
): void {
  const { session } = turn;
  const [part] = agentPrompts([message], {
    language: session.language,
    first,
    question: (options) => ({ ...nextQuestion(turn, step, options), page }),
  });
  if (part?.kind !== 'prompt' || !part.prompt.question || !part.choices) return;
  turn.send(part.prompt);
  keep(turn, [{ render: part.prompt.question.render, numbers, ...part.choices }]);
}

/** Each has a number of its own, so that a tap says which one it belongs to. */
function nextQuestion(
  { session }: Turn,
  step: CompiledAgent,
  options: PromptOption[],
): NonNullable<Prompt['question']> {
  session.renders += 1;
  return { sessionId: session.id, stepId: step.id, render: session.renders, options, page: 0, skippable: false };
}

function keep({ session, context }: Turn, shown: readonly ShownChoices[]): void {
  const { waiting } = session;
  if (!waiting?.agent) return;
  const all = [...waiting.agent.shown, ...shown].slice(-MAX_SHOWN);
  session.waiting = {
    ...waiting,
    since: context.now,
    shown: 'question',
    render: session.renders,
    agent: { ...waiting.agent, shown: all },
  };
}
