import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Items in an order drawn by lot. Those that are fixed, and the last `keepLast`, stay where they are. The same seed gives the same order. */
export function drawOrder(items: readonly { id: string; fixed?: boolean }[], keepLast: number, seed: string): string[] {
  const order = items.map(({ id }) => id);
  const movable = items.slice(0, Math.max(items.length - keepLast, 0));
  const places = movable.flatMap((item, place) => (item.fixed ? [] : [place]));
  const random = xoroshiro128plus(hash(seed));
  const left = places.map((place) => order[place] ?? '');
  for (const place of places) {
    const [drawn = ''] = left.splice(uniformInt(random, 0, left.length - 1), 1);
    order[place] = drawn;
  }
  return order;
}

/** Index of one of the weights, each as likely as it is heavy. The same seed gives the same index. At least one is above 0. */
export function drawWeighted(weights: readonly number[], seed: string): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = uniformInt(xoroshiro128plus(hash(seed)), 0, total - 1);
  return weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
}

/**
 * 32 bits of a text: FNV-1a (draft-eastlake-fnv) over its UTF-16 units, then MurmurHash3's finaliser, because the generator's
 * first number is close to its seed and FNV alone leaves the seeds of similar texts similar.
 */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
