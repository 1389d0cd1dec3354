import { z } from 'zod';
import { lenientFlag, lenientList, parseEach } from '../../../channels/cloud-payload/lenient.js';
import { entityPattern } from '../entities/entity-pattern.js';
import type { LocalEntity } from '../local-agent.js';
import type { Problems } from './limits.js';

const EntityFile = z.object({
  name: z.string().min(1),
  isEnum: lenientFlag,
  isRegexp: lenientFlag,
  automatedExpansion: lenientFlag,
  allowFuzzyExtraction: lenientFlag,
  /** In older exports. */
  entries: lenientList,
});

const Entry = z.object({ value: z.string(), synonyms: lenientList });
export type Entries = LocalEntity['entries'][string];

/** An entity of others: `@size:size @color:color`. */
const OTHERS = /@[\p{L}\p{N}_.-]+:[\p{L}\p{N}_-]+/u;

/** The entries of a file, without empty ones. */
export function readEntries(content: unknown): Entries {
  return parseEach(Array.isArray(content) ? content : [], Entry).flatMap(({ value, synonyms }) => {
    const said = parseEach(synonyms, z.string()).filter((synonym) => synonym.trim() !== '');
    return value.trim() === '' ? [] : [{ value, synonyms: said }];
  });
}

/** An entity with its entries by language; undefined, and told, where it cannot be run here. */
export function readEntity(
  path: string,
  content: unknown,
  entriesOf: (own: Entries) => LocalEntity['entries'],
  problems: Problems,
): LocalEntity | undefined {
  const parsed = EntityFile.safeParse(content);
  if (!parsed.success) {
    problems.add(`${path}: this is no entity: its name is missing`);
    return undefined;
  }
  const { name, isEnum, isRegexp = false, automatedExpansion = false, allowFuzzyExtraction = false } = parsed.data;
  const entries = entriesOf(readEntries(parsed.data.entries));
  const all = Object.values(entries).flat();
  if (!isRegexp && all.some(({ value, synonyms }) => [value, ...synonyms].some((text) => OTHERS.test(text)))) {
    problems.add(`${path}: @${name} is made of other entities, which a local agent cannot read; it takes any words`);
    return undefined;
  }
  if (isRegexp) for (const entry of all) checkPatterns(path, entry, problems);
  return {
    name,
    kind: isRegexp ? 'patterns' : 'words',
    fuzzy: allowFuzzyExtraction,
    expandable: automatedExpansion,
    // The values of an enumeration are said as they are, or by nothing.
    entries: isEnum ? mapEntries(entries, ({ value }) => ({ value, synonyms: [value] })) : entries,
  };
}

function checkPatterns(path: string, { value, synonyms }: Entries[number], problems: Problems): void {
  for (const source of new Set([value, ...synonyms])) {
    const pattern = entityPattern(source);
    if (!pattern.ok) problems.add(`${path}: the pattern "${source}" is left out: ${pattern.problem}`);
  }
}

function mapEntries(entries: LocalEntity['entries'], change: (entry: Entries[number]) => Entries[number]) {
  return Object.fromEntries(Object.entries(entries).map(([language, list]) => [language, list.map(change)]));
}
