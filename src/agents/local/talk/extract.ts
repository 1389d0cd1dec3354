import type { AgentEntities } from '../entities/agent-entities.js';
import type { Mention } from '../entities/mention.js';
import { apart } from '../entities/mention.js';
import type { Utterance } from '../entities/utterance.js';
import type { LocalParameter } from '../local-agent.js';
import { align, between } from '../matching/phrase-pattern.js';
import type { PatternItem } from '../matching/phrase-pattern.js';
import type { Json } from '../../../flow/conditions.js';

/** What a text says for one parameter. */
export interface Extracted {
  value: Json;
  /** In the person's own words. */
  original: string;
}

/** What a text says for the parameters of its intent, by their names. */
export type Extraction = ReadonlyMap<string, Extracted>;

/**
 * Reads the parameters that a text names. First what stands where the training phrase has its slots, then what looks
 * like a value, the most telling kinds first; no two take the same words.
 */
export function extract(
  parameters: readonly LocalParameter[],
  pattern: readonly PatternItem[],
  said: Utterance,
  entities: AgentEntities,
): Extraction {
  const found = new Map<string, Mention[]>();
  const taken = (): Mention[] => [...found.values()].flat();
  const take = ({ name }: LocalParameter, mentions: readonly Mention[]): void => {
    if (mentions.length > 0) found.set(name, [...(found.get(name) ?? []), ...mentions]);
  };

  for (const { alias, ...mention } of align(pattern, said, entities) ?? []) {
    const parameter = parameters.find(({ name }) => name === alias);
    if (parameter && (parameter.list || !found.has(parameter.name))) take(parameter, [mention]);
  }
  const open = parameters.filter(({ name, entity, list }) => entity !== '' && (list || !found.has(name)));
  for (const parameter of open.toSorted((a, b) => tellingnessOf(b) - tellingnessOf(a))) {
    const { find } = entities.type(parameter.entity);
    const mentions = find ? apart(said.mentions(find), taken()) : [];
    take(parameter, parameter.list ? mentions : mentions.slice(0, 1));
  }
  for (const parameter of open.filter(({ name }) => !found.has(name))) {
    const { anyWords } = entities.type(parameter.entity);
    const slot = pattern.find((item) => item.kind === 'slot' && item.alias === parameter.name);
    const mention = anyWords && slot?.kind === 'slot' ? between(pattern, slot, said) : undefined;
    if (!anyWords || !mention || apart([mention], taken()).length === 0) continue;
    take(parameter, [{ ...mention, value: anyWords(said.text.slice(mention.start, mention.end)) }]);
  }
  return new Map(
    parameters.flatMap((parameter) => {
      const mentions = found.get(parameter.name);
      return mentions ? [[parameter.name, extracted(parameter, mentions, said)]] : [];
    }),
  );

  function tellingnessOf({ entity }: LocalParameter): number {
    return entities.type(entity).tellingness;
  }
}

/** What a text says for the parameter that was asked for: as a whole, where its entity takes any words. */
export function extractAnswer(
  parameter: LocalParameter,
  said: Utterance,
  entities: AgentEntities,
): Extracted | undefined {
  const { find, anyWords } = entities.type(parameter.entity);
  const mentions = find ? said.mentions(find) : [];
  if (mentions.length > 0) return extracted(parameter, parameter.list ? mentions : mentions.slice(0, 1), said);
  if (!anyWords || said.text.trim() === '') return undefined;
  const value = anyWords(said.text);
  return { value: parameter.list ? [value] : value, original: said.text.trim() };
}

function extracted({ list }: LocalParameter, mentions: readonly Mention[], { text }: Utterance): Extracted {
  const inOrder = mentions.toSorted((a, b) => a.start - b.start);
  return {
    value: list ? inOrder.map(({ value }) => value) : (inOrder[0]?.value ?? ''),
    original: inOrder.map(({ start, end }) => text.slice(start, end)).join(', '),
  };
}
