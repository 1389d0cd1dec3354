/**
 * The fewest items that have to be taken out of a list and put back elsewhere to bring it into another order: all that
 * are not in the longest part that stands in the same order in both. O(n log n).
 *
 * @param places where each item of the list stands in the other one; all different
 * @returns indexes into `places`
 */
export function movedItems(places: readonly number[]): Set<number> {
  // Patience sorting: the last item of the best run of each length, and each item's predecessor in its run.
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [index, place] of places.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? undefined : ends[low - 1]);
    ends[low] = index;
  }
  const moved = new Set(places.keys());
  for (let index = ends.at(-1); index !== undefined; index = before[index]) moved.delete(index);
  return moved;
}
