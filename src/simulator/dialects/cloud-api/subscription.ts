import { z } from 'zod';
import { refusal, type Refusal } from '../../meta-errors.js';

/** Where the business wants its events. */
export const Callback = z.object({
  override_callback_uri: z.url({ protocol: /^https?$/ }).max(200),
  verify_token: z.string().min(1),
});
export type Callback = z.infer<typeof Callback>;

const CHALLENGE_TIMEOUT_MS = 5_000;

/** Asks the address whether it is the business's, as Meta does before it sends anything there. */
export async function handshake(callback: Callback, challenge: string): Promise<Refusal | undefined> {
  const url = new URL(callback.override_callback_uri);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', callback.verify_token);
  const said = await ask(url);
  return said === challenge
    ? undefined
    : refusal(2200, `Callback verification failed with the following errors: ${said ?? 'no answer'}`);
}

/** The answer's text, or its status where it is no success; undefined where nobody answers. */
async function ask(url: URL): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(CHALLENGE_TIMEOUT_MS) });
    const text = await response.text();
    return response.status === 200 ? text : `HTTP Status Code = ${response.status}`;
  } catch {
    // Refused, cut or too slow: for Meta it is all the same.
    return undefined;
  }
}
