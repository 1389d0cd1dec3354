import { z } from 'zod';

export const ClockHook = z.strictObject({ url: z.url(), token: z.string() });
export type ClockHook = z.infer<typeof ClockHook>;

export type HookResult = { told: false } | { told: true; status: number } | { told: true; error: string };

const TIMEOUT_MS = 5_000;

/** Tells the service under trial how far the simulated time is ahead, so that its clock moves along. */
export async function tellClock(hook: ClockHook | null, offsetMs: number): Promise<HookResult> {
  if (!hook) return { told: false };
  try {
    const response = await fetch(hook.url, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${hook.token}` },
      body: JSON.stringify({ offsetMs }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return { told: true, status: response.status };
  } catch (error) {
    // The caller shows it: a service that is down has not moved its clock.
    return { told: true, error: error instanceof Error ? error.message : String(error) };
  }
}
