import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';

/** `name`: the value is nothing but a name. `expression`: CEL. Undefined: a text, if anything. */
export type Place = 'jump' | 'name' | 'expression';

const EXPRESSIONS: readonly unknown[] = ['when', 'until', 'returns', 'return'];
const MAPS_OF_EXPRESSIONS: readonly unknown[] = ['set', 'with', 'keep'];

/** How what stands at this place of a flow is to be read. */
export function useAt(path: StepPath): Place | undefined {
  const last = path.at(-1);
  const before = path.at(-2);
  if (last === 'goto') return 'jump';
  if (last === 'question' && before === 'optionsFrom') return 'name';
  if (EXPRESSIONS.includes(last) || MAPS_OF_EXPRESSIONS.includes(before)) return 'expression';
  return last === 'times' && before === 'repeat' ? 'expression' : undefined;
}

/** All that is written in a part of a document, with its place. */
export function* scalars(node: unknown, path: StepPath = []): Generator<{ scalar: Scalar; path: StepPath }> {
  if (isScalar(node)) yield { scalar: node, path };
  else if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* scalars(item, [...path, index]);
  else if (isMap(node)) {
    for (const { key, value } of node.items) {
      yield* scalars(value, [...path, isScalar(key) ? String(key.value) : String(key)]);
    }
  }
}
