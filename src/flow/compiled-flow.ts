import type { TemplateCall } from '../templates/template-call.js';
import type { AnswerType } from './answers/answer-type.js';
import type { Expression } from './conditions.js';
import type { DocumentPath } from './definition/finding.js';
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
  when?: Expression;
  score?: number;
  /** Keeps its place in a random order. */
  fixed: boolean;
  /** Taken over from an earlier question: offered where that one's answer has it (or has it not). */
  carried?: { question: string; only: 'picked' | 'not-picked'; option: CompiledOption };
  specify: boolean;
}

/** What follows where a question got no answer. */
export type WayOn = 'skip' | 'end' | { goto: number };

/** How many at the end keep their place in a random order. */
export interface Randomised {
  readonly keepLast: number;
}

/** The round of a repeated group that a step belongs to. Each round has steps of its own, whose ids end in `__1`, `__2`, … */
export interface Round {
  /** From 1. */
  readonly n: number;
  /** What conditions and texts call this number. */
  readonly as?: string;
  /** The group's questions as the author named them; inside, these names mean the answers of this round. */
  readonly questions: ReadonlySet<string>;
}

interface AnyStep {
  readonly index: number;
  /** Where the author wrote it. */
  readonly path: DocumentPath;
  readonly id?: string;
  readonly when?: Expression;
  readonly round?: Round;
  /** Of a step of a called flow: what stands in front of that flow's names here, `home__`. Its texts and conditions use them without. */
  readonly prefix?: string;
}

export interface CompiledSay extends AnyStep {
  readonly kind: 'say';
  readonly text: LocalisedText;
  readonly media?: CompiledMedia;
  readonly link?: { label: LocalisedText; url: LocalisedText };
}

/** Counted from when the question was asked. */
export interface CompiledTimeout {
  afterMs: number;
  then: WayOn;
}

export interface CompiledReminder {
  afterMs: number;
  text?: LocalisedText;
}

export interface CompiledAsk extends AnyStep {
  readonly kind: 'ask';
  readonly id: string;
  readonly type: AnswerType;
  /** The type's own fields, as its schema gave them. */
  readonly fields: unknown;
  readonly text: LocalisedText;
  readonly hint?: LocalisedText;
  /** All that may be offered; those of an earlier question come first. */
  readonly options: readonly CompiledOption[];
  /** Which of them are offered depends on what was answered before. */
  readonly optionsVary: boolean;
  readonly randomised?: Randomised;
  readonly optional: boolean;
  readonly retries: { limit: number; hint?: LocalisedText; then: WayOn };
  readonly timeout?: CompiledTimeout;
  /** The earliest first. */
  readonly reminders: readonly CompiledReminder[];
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

export interface CompiledSplit extends AnyStep {
  readonly kind: 'split';
  readonly id: string;
  /** Without a target the flow goes on below. */
  readonly arms: readonly { name: string; weight: number; target?: number }[];
}

export interface CompiledQuota extends AnyStep {
  readonly kind: 'quota';
  readonly name: string;
  readonly limit: number;
  readonly full: 'end' | { goto: number };
}

/** The steps of a group, or of one round of it, that come in a random order. */
export interface Blocks extends Randomised {
  /** Under which the order is kept. */
  readonly id: string;
  readonly blocks: readonly { id: string; start: number }[];
  /** Where the last one leads. */
  readonly behind: number;
}

/** The way into a group. Its steps follow; those of each round, where it is repeated. */
export interface CompiledGroup extends AnyStep {
  readonly kind: 'group';
  readonly id: string;
  /** The step behind the group. */
  readonly after: number;
  /** Ids of all questions in it. */
  readonly questions: readonly string[];
  readonly order?: Blocks;
}

/** In front of each round of a repeated group. */
export interface CompiledRound extends AnyStep {
  readonly kind: 'round';
  readonly n: number;
  /** Worked out in front of each round. */
  readonly times: number | Expression;
  readonly as?: string;
  /** The step behind the group. */
  readonly after: number;
  /** Ids of the questions of this round and those after it. */
  readonly questions: readonly string[];
  readonly order?: Blocks;
}

/** Behind each block of a random order: leads to the block that comes next. */
export interface CompiledNext extends AnyStep {
  readonly kind: 'next';
  readonly order: Blocks;
  /** Which of the blocks ends here, from 0. */
  readonly block: number;
}

export interface CompiledGoto extends AnyStep {
  readonly kind: 'goto';
  readonly target: number;
}

/** The way into a called flow. Its steps follow. */
export interface CompiledSubflow extends AnyStep {
  readonly kind: 'subflow';
  readonly id: string;
  /** What it is given, by the names that its hidden values have here. */
  readonly values: readonly { name: string; expression: Expression }[];
  /** Names of all its values: nothing of an earlier call is left of them. */
  readonly vars: readonly string[];
  /** Ids of all its questions. */
  readonly questions: readonly string[];
  /** The step behind it. */
  readonly after: number;
}

/** The end of a called flow: gives its value to the call, and goes on behind it. */
export interface CompiledReturn extends AnyStep {
  readonly kind: 'return';
  /** Id of the call. */
  readonly call: string;
  readonly disposition: Disposition;
  /** In place of the disposition. */
  readonly value?: Expression;
  readonly text?: LocalisedText;
  readonly target: number;
}

export interface CompiledEnd extends AnyStep {
  readonly kind: 'end';
  readonly disposition: Disposition;
  /** For a flow that calls this one. */
  readonly value?: Expression;
  readonly text?: LocalisedText;
}

/** How a talk with an agent is left, or goes on elsewhere. */
export type AgentWay = { goto: number } | { start: string } | { handoff: string };

/** Hands over to an agent until it is done. */
export interface CompiledAgent extends AnyStep {
  readonly kind: 'agent';
  readonly id: string;
  /** Id of the agent link. */
  readonly agent: string;
  readonly opens?: { event: string } | { text: LocalisedText };
  /** Parameters passed in. */
  readonly values: readonly { name: string; expression: Expression }[];
  readonly until?: Expression;
  readonly returns?: Expression;
  /** Answers that it gives besides its own value, by the names that they have here. */
  readonly keeps: readonly { name: string; expression: Expression }[];
  readonly ways: readonly ({ intent: string; way: AgentWay } | { event: string; way: AgentWay })[];
  readonly trouble: {
    limit: number;
    say?: LocalisedText;
    then: 'ask-again' | 'skip' | 'end' | 'handoff' | { goto: number };
  };
  readonly timeout?: CompiledTimeout;
  readonly closed?: TemplateCall;
}

/** Waits for a person to take over and give back. */
export interface CompiledHandoff extends AnyStep {
  readonly kind: 'handoff';
  readonly id: string;
  readonly topic: string;
  readonly text?: LocalisedText;
}

export type CompiledStep =
  | CompiledAgent
  | CompiledHandoff
  | CompiledSay
  | CompiledAsk
  | CompiledSet
  | CompiledBranch
  | CompiledSplit
  | CompiledQuota
  | CompiledGoto
  | CompiledSubflow
  | CompiledReturn
  | CompiledEnd
  | CompiledGroup
  | CompiledNext
  | CompiledRound;

/** A flow ready to run: every name resolved, every expression and text parsed. Immutable; shared by all its sessions. */
export interface CompiledFlow {
  readonly id: string;
  readonly kind: 'survey' | 'conversation';
  /** BCP-47; the first is the default and the fallback. */
  readonly languages: readonly string[];
  /** IANA name; that of people whose own is not known. */
  readonly timezone: string;
  readonly definition: FlowDefinition;
  readonly source: string;
  /** The flows that it calls, and those that they call, by id. */
  readonly called: ReadonlyMap<string, CompiledFlow>;
  /** One after the other, groups and called flows laid flat. */
  readonly steps: readonly CompiledStep[];
  /** Question steps by id; of a repeated group those of each round. */
  readonly questions: ReadonlyMap<string, CompiledAsk>;
  /** Other steps at which a session waits, by id: talks with agents, and hand-overs to people. */
  readonly talks: ReadonlyMap<string, CompiledAgent | CompiledHandoff>;
  /** Questions of repeated groups, as the author named them, with the ids they have in each round. */
  readonly repeated: ReadonlyMap<string, readonly string[]>;
  /** Names besides those of questions: hidden values, splits, `set` values, numbers of rounds, calls and the values of called flows. */
  readonly vars: ReadonlySet<string>;
  /** Names of the values that may be given at the start. */
  readonly hidden: readonly string[];
  /** What starts it. */
  readonly keywords: readonly Keyword[];
  readonly templateUses: readonly TemplateUse[];
  /** Agent links that it needs. */
  readonly agentUses: readonly AgentUse[];
  readonly oldTaps: 'explain' | 'change';
  /** May a person go back to the question before? */
  readonly back: boolean;
  /** In place of our own words for somebody who asks for help. */
  readonly help?: LocalisedText;
  /** Milliseconds after its start at which an unfinished session ends. */
  readonly expiresMs?: number;
  /** How people ask for a person in the middle of it. */
  readonly person?: { readonly keywords: readonly Keyword[]; readonly topic?: string; readonly text?: LocalisedText };
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

/** A whole message that means something. `language` only where the author listed it for one language. */
export interface Keyword {
  text: string;
  language?: string;
}

export interface AgentUse {
  agent: string;
  at: { stepId: string; path: string; line: number };
}

export interface TemplateUse {
  call: TemplateCall;
  at: { stepId?: string; path: string; line: number };
}
