/** Where the cursor stands in a YAML text, as far as indentation tells. */
export interface YamlPlace {
  /** Keys from the root to the map that the line belongs to; `0` stands for any item of a list. */
  path: (string | 0)[];
  /** Fields of that map that are written, with what stands on their line. */
  siblings: Map<string, string>;
  /** The line's own key where the cursor is behind its colon: a value is being written. */
  key: string | undefined;
  /** What is written of the key or value so far. */
  typed: string;
}

interface Line {
  /** Columns of the dashes in front. */
  dashes: number[];
  /** Column of what follows them. */
  column: number;
  key: string | undefined;
  value: string;
}

const KEY = /^(?:"([^"]*)"|'([^']*)'|([^\s:#{}[\]"',][^:#{}[\]]*?)):(?=\s|$)\s*(.*)$/;

function readLine(text: string): Line | undefined {
  if (/^\s*(#|$)/.test(text)) return undefined;
  const dashes: number[] = [];
  let column = text.length - text.trimStart().length;
  let rest = text.slice(column);
  for (let dash = /^-(\s+|$)/.exec(rest); dash; dash = /^-(\s+|$)/.exec(rest)) {
    dashes.push(column);
    column += dash[0].length === 1 ? 2 : dash[0].length;
    rest = rest.slice(dash[0].length);
  }
  const [, double, single, plain, value] = KEY.exec(rest) ?? [];
  return { dashes, column, key: double ?? single ?? plain, value: value ?? rest };
}

/**
 * The place at the end of `before`, the text in front of the cursor. Fields inside `{ … }` are not told apart: undefined.
 *
 * @param after the lines behind, for fields of the same map further down
 */
export function yamlPlace(before: string, after = ''): YamlPlace | undefined {
  const lines = before.split('\n');
  const own = lines.pop() ?? '';
  const line = readLine(own) ?? { dashes: [], column: own.length, key: undefined, value: '' };
  if (/[{[]/.test(own) || /(^|\s)#/.test(own)) return undefined;
  const path: (string | 0)[] = [];
  const siblings = new Map<string, string>();
  const note = ({ key, value }: Line) => {
    if (key !== undefined && !siblings.has(key)) siblings.set(key, value.trim());
  };
  // Its own dashes are items around it.
  let limit = line.column;
  let inMap = line.dashes.length === 0;
  let itemAt: number | undefined;
  for (const dash of line.dashes.toReversed()) {
    path.unshift(0);
    limit = dash;
    itemAt = dash;
  }
  for (const text of lines.toReversed()) {
    const above = readLine(text);
    if (!above) continue;
    if (inMap && above.key !== undefined && above.column === line.column) note(above);
    const isParent =
      above.column < limit || (itemAt !== undefined && above.column === limit && above.dashes.length === 0);
    if (above.key !== undefined && isParent) {
      path.unshift(above.key);
      limit = above.column;
      itemAt = undefined;
      inMap = false;
    }
    for (const dash of above.dashes.toReversed()) {
      if (dash >= limit || dash === itemAt) continue;
      path.unshift(0);
      limit = dash;
      itemAt = dash;
      inMap = false;
    }
  }
  for (const text of after.split('\n').slice(1)) {
    const below = readLine(text);
    if (!below) continue;
    if (below.dashes.length > 0 || below.column < line.column) break;
    if (below.column === line.column) note(below);
  }
  return { path, siblings, key: line.key, typed: line.value };
}
