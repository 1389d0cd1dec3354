import { z } from 'zod';
import type { Session } from './session.js';

/** Longest text given as a hidden value. */
const MAX_LENGTH = 1_000;

/** Values given with the start of a flow, by the names that it lists as `hidden`. Conditions and texts see them; the person is not asked. */
export const HiddenValues = z.record(z.string(), z.union([z.string().max(MAX_LENGTH), z.number(), z.boolean()]));
export type HiddenValues = z.infer<typeof HiddenValues>;

/** Those of a session's values that may be given with a start. */
export function plainValues(vars: Session['vars']): HiddenValues {
  const plain = Object.entries(vars).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[name, value] as const]
      : [],
  );
  return Object.fromEntries(plain);
}

/** Names that the flow does not list. */
export function unknownHidden({ hidden }: { hidden: readonly string[] }, values: HiddenValues): string[] {
  return Object.keys(values).filter((name) => !hidden.includes(name));
}
