/** What the answer to a name of a form is in the flow made of it. */
export interface KnownName {
  /** Its name in the flow. */
  id: string;
  type: 'choice' | 'choices' | 'ranking' | 'text' | 'number' | 'boolean' | 'date' | 'object' | 'value';
  /** How the form names the options → their ids in the flow. */
  options?: ReadonlyMap<string, string>;
  /** What the form compares a yes-no question with, for yes and for no. */
  truths?: { yes: readonly (string | number | boolean)[]; no: readonly (string | number | boolean)[] };
  /** Position in the form; an expression that stands before it finds it without an answer. */
  order: number;
}

/** Finds what a name of the form has become; undefined where it is not in the flow. */
export type Lookup = (name: string) => KnownName | undefined;
