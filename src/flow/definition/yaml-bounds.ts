/** Deeper than any flow: its steps, options and fields lie some ten levels deep. */
const MAX_DEPTH = 200;
/** Fields and list entries. Five thousand steps of forty lines each have 200,000; so many take some seconds to parse. */
const MAX_ENTRIES = 300_000;
/** Lines, quotes, comments, anchors and the like; in texts they are some hundredths of all characters. */
const MAX_MARKS = 600_000;

const BRACKETS: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/**
 * Says why a YAML text is not even parsed, however short it is: a parser's time and memory grow with the square of the
 * depth, and a file of nothing but keys takes minutes. Quotes are not looked at: a text has to be very strange to be
 * refused for nothing.
 */
export function beyondBounds(source: string): string | undefined {
  if (isNestedTooDeeply(source)) return 'it is nested too deeply';
  return tooMany(source);
}

/** Counts brackets where they can open a list or map, and dashes in a row. */
function isNestedTooDeeply(source: string): boolean {
  let depth = 0;
  for (const { 0: bracket } of source.matchAll(/(?<=^|[\s[{,:?-])[[{]|[\]}]/gmu)) {
    depth = Math.max(0, depth + (BRACKETS[bracket] ?? 0));
    if (depth > MAX_DEPTH) return true;
  }
  return new RegExp(`^[ \\t]*(?:[-?][ \\t]+){${MAX_DEPTH}}`, 'mu').test(source);
}

/** What is too many, if anything is. */
function tooMany(source: string): string | undefined {
  let entries = 0;
  let marks = 0;
  for (let at = 0; at < source.length; at += 1) {
    switch (source.charAt(at)) {
      case ',':
        entries += 1;
        break;
      case ':':
      case '-':
      case '?':
        marks += 1;
        if (/[\s,\]}]|^$/.test(source.charAt(at + 1))) entries += 1;
        break;
      case '\n':
      case '"':
      case "'":
      case '#':
      case '&':
      case '*':
      case '!':
      case '%':
      case '|':
      case '>':
        marks += 1;
    }
    if (entries > MAX_ENTRIES) return `it has more than ${MAX_ENTRIES} fields and list entries`;
    if (marks > MAX_MARKS) return `it has more than ${MAX_MARKS} lines, quotes, comments and other marks`;
  }
  return undefined;
}
