/** One thing wrong with the input: where, what, and which rule it breaks. */
export interface FieldProblem {
  /** Path such as `settings.quietHours.zone`; empty for the body as a whole. */
  field: string;
  rule: string;
  message: string;
}

/** An error that a caller should see, as RFC 9457 problem+json. `title` is the same for every problem of a type. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    /** Stable name, the last part of the problem's `type`. */
    readonly type: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldProblem[] = [],
    /** When it is worth trying again, where that is known. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${title}: ${detail}`);
  }
}

export const notFound = (what: string, id: string): Problem =>
  new Problem(404, 'not-found', 'Not found', `There is no ${what} "${id}".`);

export const invalid = (errors: readonly FieldProblem[]): Problem =>
  new Problem(
    400,
    'invalid-input',
    'The input does not fit',
    errors.map((error) => `${error.field || 'body'}: ${error.message}`).join('; '),
    errors,
  );
