import type { AskStep } from '../definition/ask-step.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import type { Option } from '../definition/steps.js';

/** Questions in the order of the file, by id. */
export type Asks = ReadonlyMap<string, AskStep>;

/** A question takes over from one that took over from one…: longer chains are circles, which are reported as such. */
const MAX_CHAIN = 10;

/** Every option that a question may offer: those it takes over, then its own. */
export function optionsOf(step: AskStep, asks: Asks): Option[] {
  return [...carriedOptions(step, asks, MAX_CHAIN), ...(step.options ?? [])];
}

/** "None of these" says something about the other options there, and is no option here. */
export function isCarried(option: { exclusive?: boolean | undefined }): boolean {
  return !option.exclusive;
}

function carriedOptions({ optionsFrom }: AskStep, asks: Asks, chain: number): Option[] {
  const source = optionsFrom && asks.get(optionsFrom.question);
  if (!source || chain === 0) return [];
  return [...carriedOptions(source, asks, chain - 1), ...(source.options ?? [])].filter(isCarried);
}

/** `isManyHere`: does the name stand for the answers of many rounds, where this question is? */
export function checkOptionsFrom(
  step: AskStep,
  path: DocumentPath,
  asks: Asks,
  isManyHere: (question: string) => boolean,
  report: Report,
): void {
  if (!step.optionsFrom) return;
  const { question } = step.optionsFrom;
  const source = asks.get(question);
  const order = [...asks.keys()];
  const error = (message: string): void =>
    report({ severity: 'error', rule: 'options-from', message, path: [...path, 'optionsFrom', 'question'] });
  if (!source) return error(`there is no question "${question}"`);
  if (order.indexOf(question) >= order.indexOf(step.id))
    return error(`"${question}" comes later; it has no answer yet`);
  if (optionsOf(source, asks).length === 0) return error(`"${question}" has no options that could be taken over`);
  if (isManyHere(question)) return error(`"${question}" is repeated; out here it has many answers`);
  const carried = new Set(carriedOptions(step, asks, MAX_CHAIN).map(({ id }) => id));
  for (const [at, { id }] of (step.options ?? []).entries()) {
    if (!carried.has(id)) continue;
    report({
      severity: 'error',
      rule: 'option-id-duplicate',
      message: `the option "${id}" is taken over from "${question}" already`,
      path: [...path, 'options', at, 'id'],
    });
  }
}
