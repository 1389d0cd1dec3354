import type { Capabilities } from '../../rendering/capabilities.js';
import { checkMessage } from '../../rendering/check-message.js';
import type { OutboundMessage } from '../../rendering/outbound.js';
import { renderPrompts } from '../../rendering/render-prompts.js';
import type { CompiledFlow, CompiledStep } from '../compiled-flow.js';
import type { PlacedProblem, Report } from '../definition/finding.js';
import { formatPath } from '../definition/finding.js';
import type { Prompt } from '../prompt.js';
import { stepPrompt, turnAt } from '../step-prompt.js';
import { allOptions, leastKnown, longestKnown } from './plausible.js';
import { optionTroubles } from './option-troubles.js';
import type { Trouble } from './option-troubles.js';

/** Steps shown, each in each language; more take longer than anybody waits. */
const MAX_SHOWN = 20_000;

/**
 * Shows every step in every language as the channel would, once with the longest plausible values and once with none,
 * and reports what is refused, cut or spread over several messages.
 */
export function checkMessages(flow: CompiledFlow, capabilities: Capabilities, report: Report): void {
  const found = new Troubles();
  let shownSteps = 0;
  for (const language of flow.languages) {
    for (const circumstances of [longestKnown(flow, language), leastKnown(language)]) {
      const isLongest = Object.keys(circumstances.answers).length > 0 || flow.questions.size === 0;
      const turn = turnAt(flow, circumstances);
      for (const step of flow.steps) {
        // Every round of a repeated group says the same; what a called flow says is looked at with that flow.
        if ((step.round && step.round.n > 1) || step.prefix !== undefined) continue;
        shownSteps += 1;
        if (shownSteps > MAX_SHOWN) continue;
        const shown = stepPrompt(turn, step.kind === 'ask' ? allOptions(step) : step);
        if (!shown.prompt) continue;
        for (const trouble of troublesOf(step, shown.prompt, capabilities)) found.add(language, trouble);
        for (const { name, data } of shown.notes) {
          // With nothing known, a link may well come out empty; that is another rule's.
          if (isLongest && name === 'text.failed') found.add(language, failing(step, String(data['error'] ?? '')));
        }
      }
    }
  }
  for (const problem of found.problems(flow.languages.length)) report(problem);
  if (shownSteps <= MAX_SHOWN) return;
  report({
    severity: 'warning',
    rule: 'lint-incomplete',
    message: `the flow is so large that how it looks was checked for the first ${MAX_SHOWN} of ${shownSteps} messages only`,
    mend: 'split it into several flows',
    path: ['steps'],
  });
}

function troublesOf(step: CompiledStep, prompt: Prompt, capabilities: Capabilities): Trouble[] {
  const messages = renderPrompts([prompt], capabilities);
  return [
    ...messages.flatMap((message) => checkMessage(message, capabilities).map((refusal) => refused(step, refusal))),
    ...(prompt.question ? optionTroubles(step.path, prompt, messages, capabilities) : []),
    ...(prompt.link ? linkTrouble(step, prompt.link, messages, capabilities) : []),
    ...(messages.length > 1 ? [severalMessages(step, prompt, messages, capabilities)] : []),
  ];
}

function refused({ path }: CompiledStep, refusal: string): Trouble {
  return { severity: 'error', rule: 'message-refused', path, size: 0, message: `the channel refuses this: ${refusal}` };
}

function failing({ path }: CompiledStep, error: string): Trouble {
  return {
    severity: 'warning',
    rule: 'text-fails',
    path,
    size: 0,
    message: `with long values a text cannot be filled in: ${error}`,
    mend: 'shorten what is piped in: {{ … | truncate: 100 }}',
  };
}

function linkTrouble(
  { path }: CompiledStep,
  { label, url }: NonNullable<Prompt['link']>,
  messages: readonly OutboundMessage[],
  { link: limits }: Capabilities,
): Trouble[] {
  if (!limits || messages.some(({ kind }) => kind === 'link')) return [];
  const long = label.trim().length > limits.label;
  const [what, length, most] = long ? ['label', label.length, limits.label] : ['url', url.length, limits.url];
  return [
    {
      severity: 'warning',
      rule: 'link-as-text',
      path: [...path, 'link', what],
      size: length,
      message: `the link is no button but an address in the text, because its ${what} has ${length} characters`,
      mend: `at most ${most} fit`,
    },
  ];
}

function severalMessages(
  step: CompiledStep,
  prompt: Prompt,
  messages: readonly OutboundMessage[],
  capabilities: Capabilities,
): Trouble {
  const field = step.kind === 'ask' ? 'text' : 'say';
  const { length } = prompt.body;
  const apart = messages.some(({ kind }) => kind === 'media') && prompt.media;
  return {
    severity: 'warning',
    rule: 'several-messages',
    path: [...step.path, apart ? 'media' : field],
    size: messages.length * 100_000 + length,
    message: apart
      ? `this is sent as ${messages.length} messages: the ${prompt.media?.kind ?? 'file'} goes ahead by itself`
      : `this is sent as ${messages.length} messages: the text has up to ${length} characters`,
    mend: apart
      ? 'each message is billed: leave the file out, or ask with buttons, which can carry it'
      : `each message is billed: shorten the text; ${mostIn(messages, capabilities)} characters fit into one`,
  };
}

/** What the last message, which carries the question, could have taken. */
function mostIn(messages: readonly OutboundMessage[], capabilities: Capabilities): number {
  switch (messages.at(-1)?.kind) {
    case 'buttons':
      return capabilities.buttons?.body ?? capabilities.text.max;
    case 'list':
      return capabilities.list?.body ?? capabilities.text.max;
    case 'link':
      return capabilities.link?.body ?? capabilities.text.max;
    case 'location-request':
      return capabilities.locationRequest?.body ?? capabilities.text.max;
    default:
      return capabilities.text.max;
  }
}

/** One finding a place and rule, however many languages share it; the worst of them speaks. */
class Troubles {
  private readonly byPlace = new Map<string, { worst: Trouble; languages: Set<string> }>();

  add(language: string, trouble: Trouble): void {
    const key = `${trouble.rule} ${formatPath(trouble.path)}`;
    const known = this.byPlace.get(key);
    if (!known) this.byPlace.set(key, { worst: trouble, languages: new Set([language]) });
    else {
      known.languages.add(language);
      if (trouble.size > known.worst.size) known.worst = trouble;
    }
  }

  problems(languageCount: number): PlacedProblem[] {
    return [...this.byPlace.values()].map(({ worst: { size: _, ...problem }, languages }) => {
      const all = languages.size === languageCount;
      return { ...problem, message: all ? problem.message : `in ${[...languages].join(', ')}: ${problem.message}` };
    });
  }
}
