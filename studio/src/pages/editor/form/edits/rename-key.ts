import { isMap, isScalar, type Document, type Pair } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';

const isKey = (key: string) => (pair: Pair) => isScalar(pair.key) && pair.key.value === key;

/** Another key for the same value, at the same place among the others. @returns whether there is such a key, and the new one is free */
export function renameKey(doc: Document, path: StepPath, from: string, to: string): boolean {
  const map = doc.getIn(path);
  if (!isMap(map) || map.has(to)) return false;
  const pair = map.items.find(isKey(from));
  if (!pair || !isScalar(pair.key)) return false;
  pair.key.value = to;
  return true;
}
