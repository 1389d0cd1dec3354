export interface PageSpan {
  /** Index of the first option on the page, and of the first one after it. */
  from: number;
  to: number;
  back: boolean;
  more: boolean;
}

/**
 * Lays options out over the pages of a list with `rows` rows, of which `fixed` are needed on every page (Done, Skip).
 * The first page gives one row to "More", the last one to "Back", those between one to each.
 * @returns one span a page; undefined where rows are too few for any option to fit
 */
export function layOutPages(count: number, fixed: number, rows: number): PageSpan[] | undefined {
  const room = rows - fixed;
  if (count <= room) return [{ from: 0, to: count, back: false, more: false }];
  if (room < 3) return undefined;
  const pages: PageSpan[] = [{ from: 0, to: room - 1, back: false, more: true }];
  let from = room - 1;
  while (count - from > room - 1) {
    pages.push({ from, to: from + room - 2, back: true, more: true });
    from += room - 2;
  }
  pages.push({ from, to: count, back: true, more: false });
  return pages;
}
