import type { AgentEntities } from '../entities/agent-entities.js';
import type { Mention } from '../entities/mention.js';
import type { Utterance } from '../entities/utterance.js';
import type { Phrase } from '../local-agent.js';
import type { Token, Tokenizer } from './tokenizer.js';

/** A training phrase as a row of words and of slots that values fill. */
export type PatternItem = { kind: 'word'; token: Token } | PatternSlot;
export interface PatternSlot {
  kind: 'slot';
  /** With its @. */
  entity: string;
  alias: string | undefined;
  /** The words of the phrase's own example; none in a template. */
  example: readonly Token[];
}

/** A value in the place of a slot. */
export interface Filled extends Mention {
  alias: string | undefined;
}

/** Words that one slot can take where nothing tells where its value ends. */
const LONGEST_VALUE = 25;

export function patternOf(phrase: Phrase, tokenizer: Tokenizer): PatternItem[] {
  return phrase.flatMap((part): PatternItem[] =>
    typeof part === 'string'
      ? tokenizer.tokens(part).map((token) => ({ kind: 'word', token }))
      : [{ kind: 'slot', entity: part.entity, alias: part.alias, example: tokenizer.tokens(part.text ?? '') }],
  );
}

/** What fills the slots where the whole text is the phrase with other values; undefined where it is not. */
export function align(items: readonly PatternItem[], said: Utterance, entities: AgentEntities): Filled[] | undefined {
  const { tokens } = said;
  const deadEnds = new Set<number>();

  function from(item: number, token: number): Filled[] | undefined {
    const key = item * (tokens.length + 1) + token;
    if (deadEnds.has(key)) return undefined;
    const found = tryFrom(item, token);
    if (!found) deadEnds.add(key);
    return found;
  }

  function tryFrom(at: number, token: number): Filled[] | undefined {
    const item = items[at];
    const next = tokens[token];
    if (!item) return next ? undefined : [];
    if (!next) return undefined;
    if (item.kind === 'word') return item.token.stem === next.stem ? from(at + 1, token + 1) : undefined;
    for (const value of valuesAt(item, token, said, entities)) {
      const rest = from(at + 1, tokens.findLastIndex(({ start }) => start < value.end) + 1);
      if (rest) return [value, ...rest];
    }
    return undefined;
  }

  return from(0, 0);
}

/** What a slot can hold from a word on: values of its entity, else one word, two … */
function* valuesAt(slot: PatternSlot, at: number, said: Utterance, entities: AgentEntities): Generator<Filled> {
  const { text, tokens } = said;
  const first = tokens[at];
  if (!first) return;
  const { find, anyWords } = entities.type(slot.entity);
  // A value may begin with a mark that is no part of a word: "+34 …".
  const before = tokens[at - 1]?.end ?? 0;
  for (const mention of find ? said.mentions(find) : [])
    if (mention.start >= before && mention.start <= first.start && mention.end > first.start)
      yield { ...mention, alias: slot.alias };
  if (!anyWords) return;
  for (const last of tokens.slice(at, at + LONGEST_VALUE))
    yield { start: first.start, end: last.end, value: anyWords(text.slice(first.start, last.end)), alias: slot.alias };
}

/**
 * What stands in the place of a slot in a text that is only like the phrase: what is between the nearest words around it
 * that both have.
 */
export function between(
  items: readonly PatternItem[],
  slot: PatternSlot,
  { text, tokens }: Utterance,
): Mention | undefined {
  const place = items.indexOf(slot);
  const words = (part: readonly PatternItem[]) =>
    part.flatMap((item) => (item.kind === 'word' ? [item.token.stem] : []));
  const [ahead, behind] = [words(items.slice(0, place)), words(items.slice(place + 1))];
  const from = ahead
    .toReversed()
    .map((stem) => tokens.findIndex((token) => token.stem === stem) + 1)
    .find((index) => index > 0);
  if (from === undefined && ahead.length > 0) return undefined;
  const rest = tokens.slice(from ?? 0);
  const to = behind.map((stem) => rest.findIndex((token) => token.stem === stem)).find((index) => index >= 0);
  if (to === undefined && behind.length > 0 && ahead.length === 0) return undefined;
  const value = rest.slice(0, to ?? rest.length);
  const [first, last] = [value[0], value.at(-1)];
  return first && last ? { start: first.start, end: last.end, value: text.slice(first.start, last.end) } : undefined;
}
