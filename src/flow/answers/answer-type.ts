import type { z } from 'zod';
import type { Localised } from '../definition/localised.js';
import type { PromptOption } from '../prompt.js';
import type { Instant } from '../../time/instant.js';
import type { InboundContent } from '../inbound.js';
import type { Answer, AnswerValue, AnswerVia, ContactView } from '../session.js';

/** An option with its texts resolved in the session's language. */
export interface ResolvedOption {
  id: string;
  label: string;
  description?: string;
  /** Other ways to say it, in the session's language. */
  synonyms: string[];
  /** Cannot be combined with others in a multiple choice ("none of these"). */
  exclusive: boolean;
  /** Asks for words of the person's own ("other, please specify"). */
  specify: boolean;
}

/** A question as its type sees it: its own fields as the author wrote them, texts resolved and piped. */
export interface ResolvedQuestion<Fields> {
  fields: Fields;
  /** BCP-47 of the session. */
  language: string;
  /** All languages of the flow, for answers typed in another one than the session's. */
  languages: readonly string[];
  /** The options the author wrote; empty for types without. Types that make their own (yes-no, rating) ignore it. */
  options: ResolvedOption[];
  optional: boolean;
  now: Instant;
  /** IANA name of the zone in which dates and times of this person are meant. */
  timezone: string;
  contact: ContactView;
  /** The question's own text as it is shown. */
  body(): string;
  /** Resolves one of the type's own localised fields (an end label, a hint) in the session's language, piped. */
  text(localised: Localised): string;
}

/** How a question of this type is shown, besides its body. */
export interface Presentation {
  options: PromptOption[];
  multiple?: boolean;
  hint?: string;
  /** A line between the question's text and its hint: which row of a matrix, what has been ranked so far. */
  detail?: string;
  /** Ask with WhatsApp's own button for it, where the channel has one. */
  locationRequest?: boolean;
  /** The person's own words are asked for now: the author's hint, which is about the options, is not shown. */
  ownWords?: true;
}

/** What came in, with taps already bound to this question by the engine. */
export type ReadInput =
  | { kind: 'option'; optionId: string; title: string }
  | { kind: 'toggle'; optionId: string; title: string }
  | { kind: 'done'; title: string }
  /** Typed text, the caption of media (which `media` then is), or the title of a tap that carries no id of ours. */
  | { kind: 'text'; text: string; media?: InboundMedia }
  /** Anything else a person can send: media, location, contacts, … */
  | { kind: 'other'; content: InboundContent };

/** A reading that is the whole answer. */
export type AnswerReading = Extract<Reading, { kind: 'answer' }>;

export type InboundMedia = Extract<InboundContent, { kind: 'media' }>;

export type Reading =
  | {
      kind: 'answer';
      value: AnswerValue;
      raw: string;
      label: string;
      via: AnswerVia;
      detail?: NonNullable<Answer['detail']>;
      /** The session goes on in this language, one of the flow's. */
      language?: string;
    }
  /**
   * A part of the answer (a tick, a place in a ranking): the question is shown again with it. `selected` comes back at
   * the next reading, in the type's own form.
   */
  | { kind: 'selection'; selected: string[] }
  /** Not an answer. `reason` is a stable name; `hint` is what to tell the person, in the session's language. */
  | { kind: 'rejected'; reason: string; hint: string };

/**
 * Why answers of several types are not taken; words.ts has a sentence for each. What is no words at all is refused by
 * `rejectKind` (reason `wrong-kind`); a type's own reasons stand beside it.
 */
export type RejectReason =
  | 'empty'
  | 'unknown-option'
  | 'ambiguous'
  | 'not-a-number'
  | 'not-an-integer'
  | 'out-of-range'
  | 'too-short'
  | 'too-long'
  | 'pattern'
  | 'too-few'
  | 'too-many'
  | 'exclusive';

export interface TypeFinding {
  severity: 'error' | 'warning';
  /** Stable name, `options-missing`. */
  rule: string;
  message: string;
  /** Below the step: `['options', 2, 'id']`. */
  path: (string | number)[];
}

/** What conditions can do with a value. Dates and times are texts in ISO 8601, which compare by size as they stand. */
export type ValueType = 'string' | 'number' | 'boolean' | 'list' | 'object';

/**
 * One question type. Adding one is a folder with this descriptor and a line in registry.ts; nothing else knows the
 * types by name.
 */
export interface AnswerType<Fields = unknown> {
  readonly kind: string;
  /** The YAML fields of its own, besides those every question has (id, ask, text, when, optional, retries, closed, hint). */
  readonly fields: z.ZodObject;
  /** Whether the author writes options (they are a common field, checked by the definition). */
  readonly options: 'required' | 'none';
  /** Whether an option may ask for the person's own words (`specify`). */
  readonly specify?: true;
  /** What conditions see; a skipped or unasked question is null. */
  readonly valueType: ValueType;
  /** Names of the parts of a value that is an object, where they are known: conditions on others are mistakes. */
  parts?(fields: Fields): string[];
  /** What the schema cannot say: contradictions between fields. */
  lint(
    fields: Fields,
    question: { optionIds: string[]; optional: boolean; languages: readonly string[] },
  ): TypeFinding[];
  /** `selected` is what was given so far, in the type's own form. */
  present(question: ResolvedQuestion<Fields>, selected: readonly string[]): Presentation;
  /** What `selected` is for an answer given before, so that it can be changed from there; else nothing is selected then. */
  reopen?(value: AnswerValue): string[];
  /** `selected` without what was given last, for "back" within the question; undefined where nothing was given yet. */
  undo?(question: ResolvedQuestion<Fields>, selected: readonly string[]): string[] | undefined;
  /** Total: never throws, whatever was sent. */
  read(question: ResolvedQuestion<Fields>, input: ReadInput, selected: readonly string[]): Reading;
  /** Changes a part of an answer given before, by an old tap (one row of a matrix); without it the whole is read anew. */
  amend?(question: ResolvedQuestion<Fields>, value: AnswerValue, input: ReadInput): Reading;
  /** The answer that `selected` makes where the question is skipped half way; without it, or undefined, there is none. */
  keepOnSkip?(question: ResolvedQuestion<Fields>, selected: readonly string[]): AnswerReading | undefined;
  /**
   * Whether a value stored under other fields of this type (`before`) is an answer under these: a flow's next version
   * has another range. Without it no value is, and the question is asked anew. Options are looked after elsewhere.
   */
  fits?(fields: Fields, value: AnswerValue, before: Fields): boolean;
}
