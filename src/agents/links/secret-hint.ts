import { z } from 'zod';

const Key = z.object({ client_email: z.string(), private_key_id: z.string().optional().catch(undefined) });
/** As much of a key's id as Google's console needs to be searched by. */
const ID_END = 6;

/** What of a secret may be seen, so that a person knows which one it is: of a service account its address and the end of the key's id. */
export function secretHint(secret: string): string | null {
  const key = Key.safeParse(parsed(secret)).data;
  if (!key) return null;
  return key.private_key_id === undefined
    ? key.client_email
    : `${key.client_email} …${key.private_key_id.slice(-ID_END)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Then it is another kind of secret, of which nothing is shown.
    return undefined;
  }
}
