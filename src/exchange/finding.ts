/** Something of a form that the flow does not have, or has in another shape (or the other way round). */
export interface ExchangeFinding {
  /** `left-out`: it is not there any more. `changed`: it is there, but not as it was. */
  severity: 'left-out' | 'changed';
  /** `survey!row 14`, `pages[0].elements[2] "age"`, `steps[3] "overall"`. */
  where: string;
  /** The part that is meant, as the form writes it: `constraint: . < ${limit}`. */
  what: string;
  /** Why, and where it helps what to do instead. */
  why: string;
}

/** Collects findings; the same one is told once. */
export class Findings {
  readonly all: ExchangeFinding[] = [];
  private readonly seen = new Set<string>();

  leftOut(where: string, what: string, why: string): void {
    this.add({ severity: 'left-out', where, what: shorten(what), why });
  }

  changed(where: string, what: string, why: string): void {
    this.add({ severity: 'changed', where, what: shorten(what), why });
  }

  private add(finding: ExchangeFinding): void {
    const key = JSON.stringify(finding);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.all.push(finding);
  }
}

/** A file that is no form, or is larger than forms are. The message is one sentence for the person who chose the file. */
export class FormRefused extends Error {
  override readonly name = 'FormRefused';
}

/** Longest part of a form that a finding quotes. */
const LONGEST_QUOTE = 300;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 1)}…` : line;
}
