/** A step, option or head of a flow on its way to YAML: its fields in the order they are written. */
export type Fields = Record<string, unknown>;

/** A text in one language for all, or by tag. */
export type DraftText = string | Record<string, string>;

/** A flow under construction. What no field can hold goes into comments, so that it is there for whoever mends it. */
export class FlowDraft {
  readonly steps: Fields[] = [];
  /** By step, what is written above it. */
  readonly comments = new Map<object, string[]>();
  /** By step, where in the form it comes from. */
  readonly origins = new Map<object, string>();

  constructor(readonly head: Fields) {}

  comment(step: object, text: string): void {
    this.comments.set(step, [...(this.comments.get(step) ?? []), text]);
  }

  /** The whole document. */
  document(): Fields {
    return { ...this.head, steps: this.steps };
  }
}

/** The fields that are given. */
export function fields(all: Fields): Fields {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
