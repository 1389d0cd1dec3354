import { z } from 'zod';
import type { Keeper } from './draft-saver.js';

const Kept = z.object({ source: z.string(), revision: z.string().nullable() });
export type Kept = z.infer<typeof Kept>;

const nameOf = (flowId: string): string => `canvass.draft.${flowId}`;

/** What was typed and could not be saved; undefined where there is nothing. */
export function readKept(flowId: string): Kept | undefined {
  const text = localStorage.getItem(nameOf(flowId));
  if (text === null) return undefined;
  try {
    const kept = Kept.safeParse(JSON.parse(text));
    return kept.data;
  } catch {
    // Not written by us.
    return undefined;
  }
}

export function keeperOf(flowId: string): Keeper {
  const name = nameOf(flowId);
  return {
    keep(source, revision) {
      try {
        localStorage.setItem(name, JSON.stringify({ source, revision } satisfies Kept));
      } catch {
        // Full or forbidden: the page still has it, and saves it as soon as it can.
      }
    },
    forget: () => localStorage.removeItem(name),
  };
}
