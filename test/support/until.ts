import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/**
 * Waits until `look` finds something and returns it. Looks again and again, never sleeps a fixed time.
 * @throws Error with the name of what was awaited and what `seen` tells of the state it was in
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  { withinMs = 60_000, seen }: { withinMs?: number; seen?: () => unknown } = {},
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false && found !== null) return found;
    if (performance.now() > end) {
      const state = seen ? `; seen: ${JSON.stringify(await seen(), null, 1)}` : '';
      throw new Error(`waited ${withinMs} ms in vain for ${what}${state}`);
    }
    await delay(LOOK_EVERY_MS);
  }
}
