/** The field that makes a step what it is. `say` comes last: other kinds have last words too. */
export const STEP_KINDS = [
  'ask',
  'group',
  'agent',
  'handoff',
  'end',
  'set',
  'branch',
  'split',
  'quota',
  'goto',
  'subflow',
  'say',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export const kindOf = (step: object): StepKind | undefined => STEP_KINDS.find((kind) => Object.hasOwn(step, kind));
