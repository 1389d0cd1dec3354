import { beginning } from './words.js';

/** Longest quotation in a note, in UTF-16 units. */
const MAX_QUOTED = 60;

/** Something of the agent's, quoted for the log: on one line, and not all of a long one. */
export function brief(text: string): string {
  const line = text
    .slice(0, 4 * MAX_QUOTED)
    .replace(/\s+/gu, ' ')
    .trim();
  return `"${beginning(line, MAX_QUOTED)}"`;
}
