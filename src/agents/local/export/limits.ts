/** Of a packed agent, in bytes. Google takes no more than 32 MB; real agents have a few hundred kilobytes. */
export const MOST_PACKED = 16 * 1_024 * 1_024;
/** Of all that is unpacked, in bytes: it is held in memory while it is read. */
export const MOST_UNPACKED = 48 * 1_024 * 1_024;
/** Files and folders in an agent; Dialogflow ES has at most 2,000 intents and 250 entities, each with a file a language. */
export const MOST_ENTRIES = 20_000;
/** Training phrases of a whole agent: what is compiled within a second, and kept in one stored document. */
export const MOST_PHRASES = 20_000;
/** UTF-16 units of one training phrase; Dialogflow's own limit. */
export const LONGEST_PHRASE = 768;
/** Problems that are told; more of them are only counted. */
const MOST_PROBLEMS = 100;

/** What is wrong with an export, each thing once. */
export class Problems {
  readonly #told = new Set<string>();

  add(problem: string): void {
    this.#told.add(problem);
  }

  list(): string[] {
    const all = [...this.#told];
    const more = all.length - MOST_PROBLEMS;
    return more > 0 ? [...all.slice(0, MOST_PROBLEMS), `and ${more} more`] : all;
  }
}
