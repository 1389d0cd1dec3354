/** One thing wrong with what was sent, at a field such as `settings.quietHours.zone`. */
export interface FieldError {
  field: string;
  rule: string;
  message: string;
}

/** What the service says is wrong (RFC 9457), or that it could not be reached. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    /** The last part of the problem's type, such as `invalid-input`; `unreachable` where no answer came. */
    readonly type: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(detail || title);
  }

  get isUnreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** By field, as Mantine's forms take them; what is wrong with one of several (`teams.3`) also at their field. */
  get byField(): Record<string, string> {
    const own = this.errors.map(({ field, message }) => [field, message]);
    const ofLists = this.errors.map(({ field, message }) => [listOf(field), message]).toReversed();
    return Object.fromEntries([...ofLists, ...own]);
  }

  /** What a form that shows these fields does not show. */
  beside(fields: readonly string[]): readonly FieldError[] {
    return this.errors.filter(({ field }) => !fields.includes(field) && !fields.includes(listOf(field)));
  }
}

/** `teams.3` → `teams`; any other field is itself. */
const listOf = (field: string): string => field.replace(/\.\d+$/, '');
