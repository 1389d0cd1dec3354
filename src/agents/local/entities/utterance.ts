import type { Instant } from '../../../time/instant.js';
import type { Token, Tokenizer } from '../matching/tokenizer.js';
import type { Mention } from './mention.js';

/** What a text is read with. */
export interface Surroundings {
  now: Instant;
  /** IANA name. */
  timezone: string;
  /** BCP-47 of the person, which may have a region. */
  locale: string;
}

/** Finds the values of one entity. */
export type EntityReader = (said: Utterance) => Mention[];

/** What somebody said, with what has been found in it so far. */
export class Utterance {
  readonly tokens: readonly Token[];
  readonly #mentions = new Map<EntityReader, Mention[]>();

  constructor(
    readonly text: string,
    tokenizer: Tokenizer,
    readonly surroundings: Surroundings,
    /** Asked for: "5" may be a time then. */
    readonly isAnswer = false,
  ) {
    this.tokens = tokenizer.tokens(text);
  }

  mentions(reader: EntityReader): readonly Mention[] {
    const known = this.#mentions.get(reader);
    if (known) return known;
    const found = reader(this);
    this.#mentions.set(reader, found);
    return found;
  }
}
