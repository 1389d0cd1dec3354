/** One mistake or doubt in a flow file. Findings are collected and shown together, never thrown. */
export interface Finding {
  /** A flow with an error is not loaded; a warning only tells. */
  severity: 'error' | 'warning';
  /** Stable name of the rule, `goto-unknown-step`; listed in docs/flow-language.md. */
  rule: string;
  /** What is wrong, naming the value. */
  message: string;
  /** What to do about it, where that is not plain from the message. */
  mend?: string;
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Place in the document: `steps[3].options[1].label`; empty for the whole file. */
  path: string;
}

/** Keys and indexes from the document's root. */
export type DocumentPath = readonly (string | number)[];

/** A finding before its place is known as line and column. */
export interface PlacedProblem {
  severity: 'error' | 'warning';
  rule: string;
  message: string;
  mend?: string;
  path: DocumentPath;
  /** Point at the key instead of its value. */
  atKey?: boolean;
  /** UTF-16 units from the start of the text at `path`, where the problem lies inside an expression. */
  offset?: number;
}

/** Where checks put what they find. */
export type Report = (problem: PlacedProblem) => void;

/** `['steps', 3, 'label']` → `steps[3].label`. */
export function formatPath(path: DocumentPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
