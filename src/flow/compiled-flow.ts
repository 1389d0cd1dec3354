import type { TemplateCall } from '../templates/template-call.js';
import type { AnswerType } from './answers/answer-type.js';
import type { Expression } from './conditions.js';
import type { FlowDefinition } from './definition/flow-definition.js';
import type { LocalisedText } from './localised-text.js';
import type { Prompt } from './prompt.js';
import type { Disposition } from './session.js';

export interface CompiledMedia {
  kind: NonNullable<Prompt['media']>['kind'];
  link: LocalisedText;
  filename?: string;
}

export interface CompiledOption {
  id: string;
  label: LocalisedText;
  description?: LocalisedText;
  synonyms: readonly string[] | Readonly<Record<string, readonly string[]>>;
  exclusive: boolean;
}

export type AfterRetries = 'skip' | 'end' | { goto: number };

interface AnyStep {
  readonly index: number;
  readonly id?: string;
  readonly when?: Expression;
}

export interface CompiledSay extends AnyStep {
  readonly kind: 'say';
  readonly text: LocalisedText;
  readonly media?: CompiledMedia;
  readonly link?: { label: LocalisedText; url: LocalisedText };
}

export interface CompiledAsk extends AnyStep {
  readonly kind: 'ask';
  readonly id: string;
  readonly type: AnswerType;
  /** The type's own fields, as its schema gave them. */
  readonly fields: unknown;
  readonly text: LocalisedText;
  readonly hint?: LocalisedText;
  readonly options: readonly CompiledOption[];
  readonly optional: boolean;
  readonly retries: { limit: number; hint?: LocalisedText; then: AfterRetries };
  readonly media?: CompiledMedia;
  readonly closed?: TemplateCall;
}

export interface CompiledSet extends AnyStep {
  readonly kind: 'set';
  readonly values: readonly { name: string; expression: Expression }[];
}

export interface CompiledBranch extends AnyStep {
  readonly kind: 'branch';
  readonly arms: readonly { when?: Expression; target: number }[];
}

export interface CompiledGoto extends AnyStep {
  readonly kind: 'goto';
  readonly target: number;
}

export interface CompiledEnd extends AnyStep {
  readonly kind: 'end';
  readonly disposition: Disposition;
  readonly text?: LocalisedText;
}

export type CompiledStep = CompiledSay | CompiledAsk | CompiledSet | CompiledBranch | CompiledGoto | CompiledEnd;

/** A flow ready to run: every name resolved, every expression and text parsed. Immutable; shared by all its sessions. */
export interface CompiledFlow {
  readonly id: string;
  /** BCP-47; the first is the default and the fallback. */
  readonly languages: readonly string[];
  /** IANA name; that of people whose own is not known. */
  readonly timezone: string;
  readonly definition: FlowDefinition;
  readonly source: string;
  readonly steps: readonly CompiledStep[];
  /** Question steps by id. */
  readonly questions: ReadonlyMap<string, CompiledAsk>;
  /** Names of all `set` values. */
  readonly vars: readonly string[];
  /** What starts it. `language` only where the author listed the word for one language. */
  readonly keywords: readonly { text: string; language?: string }[];
  readonly templateUses: readonly TemplateUse[];
  readonly oldTaps: 'explain' | 'change';
  readonly window: {
    /** Milliseconds before the window closes at which the reminder goes out. */
    readonly nudgeBeforeMs?: number;
    readonly nudge?: LocalisedText;
    /** The flow's own template, for questions without one. */
    readonly closed?: TemplateCall;
  };
  /** In the language, or the nearest there is. */
  title(language: string): string;
  /** The question's own template; undefined where only the flow's can help. */
  closedCallFor(stepId: string): TemplateCall | undefined;
}

export interface TemplateUse {
  call: TemplateCall;
  at: { stepId?: string; path: string; line: number };
}
