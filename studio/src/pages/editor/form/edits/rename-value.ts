import { Name } from '@core/flow/definition/names.js';
import type { Document } from 'yaml';
import { walkSteps, type StepPath } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { takenNames } from './names.js';
import { renameKey } from './rename-key.js';
import { renameReferences, type NameTrouble, type Renamed } from './rename.js';

/** Maps in which a step gives names to values: those it works out, and those that an agent leaves. */
const VALUES = ['set', 'keep'] as const;

/** Names of a map of values. */
export const namesIn = (map: unknown): string[] => (typeof map === 'object' && map !== null ? Object.keys(map) : []);

/** Names that are given in other maps of values than the one at `map`. */
function givenElsewhere(doc: Document, map: StepPath): Set<string> {
  const flow: unknown = doc.toJS({ maxAliasCount: 100 });
  return new Set(
    [...walkSteps(fieldOf(flow, 'steps'))].flatMap(({ step, path }) =>
      VALUES.filter((field) => [...path, field].join() !== map.join()).flatMap((field) =>
        namesIn(fieldOf(step, field)),
      ),
    ),
  );
}

/** What speaks against this name for a value of the map at `map`; several steps may give the same value. */
export function valueNameTrouble(doc: Document, map: StepPath, name: string): NameTrouble | undefined {
  if (!Name.safeParse(name).success) return /^[A-Za-z_]\w*$/u.test(name) ? 'reserved' : 'bad';
  if (doc.hasIn([...map, name])) return 'taken';
  return takenNames(doc).has(name) && !givenElsewhere(doc, map).has(name) ? 'taken' : undefined;
}

/**
 * Gives a value of the map at `map` another name, and writes it wherever the old one is used. Where other steps give the
 * old one, too, what looks at it means theirs as well, and stays.
 */
export function renameValue(doc: Document, map: StepPath, from: string, to: string): Renamed {
  const renamed: Renamed = givenElsewhere(doc, map).has(from)
    ? { ok: true, changed: { jump: 0, condition: 0, text: 0 } }
    : renameReferences(doc, from, to);
  if (renamed.ok) renameKey(doc, map, from, to);
  return renamed;
}
