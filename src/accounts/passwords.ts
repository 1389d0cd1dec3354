import { hash, verify } from 'argon2';

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

/** A hash of nothing anybody knows: who is not there costs as much time as who is. */
let ofNobody: Promise<string> | undefined;

/** Whether the password is that of the hash. Without a hash it takes as long and is false. */
export async function passwordFits(passwordHash: string | undefined, password: string): Promise<boolean> {
  ofNobody ??= hashPassword(crypto.randomUUID());
  const fits = await verify(passwordHash ?? (await ofNobody), password);
  return fits && passwordHash !== undefined;
}
