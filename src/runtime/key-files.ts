import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What the first start generates and later starts read: the API's token and the key that encrypts secrets. */
export interface Keys {
  apiToken: string;
  secretKey: Buffer;
  /** The token was made just now: worth printing. */
  tokenIsNew: boolean;
  /** Where it is kept; undefined when the environment gave it. */
  tokenFile: string | undefined;
}

/** Settings come first; what they do not give is kept in two files that only this user may read. */
export async function readKeys(
  dataDir: string,
  given: { API_TOKEN?: string | undefined; SECRET_KEY?: string | undefined },
): Promise<Keys> {
  const token =
    given.API_TOKEN === undefined
      ? await keptIn(dataDir, 'api-token', () => randomBytes(24).toString('base64url'))
      : undefined;
  const key = given.SECRET_KEY ?? (await keptIn(dataDir, 'secret-key', () => randomBytes(32).toString('base64'))).text;
  return {
    apiToken: given.API_TOKEN ?? token?.text ?? '',
    secretKey: Buffer.from(key, 'base64'),
    tokenIsNew: token?.isNew ?? false,
    tokenFile: token?.file,
  };
}

/** Made exclusively and then read: of two starts at the same moment one makes it and both use it. */
async function keptIn(
  folder: string,
  name: string,
  make: () => string,
): Promise<{ text: string; isNew: boolean; file: string }> {
  const file = path.join(folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      const text = make();
      await handle.writeFile(`${text}\n`);
      await handle.sync();
      return { text, isNew: true, file };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code !== 'EEXIST') throw error;
  }
  const text = (await readFile(file, 'utf8')).trim();
  if (text === '')
    throw new Error(
      `${file} is empty: delete it to have a new one made, or set ${name === 'api-token' ? 'API_TOKEN' : 'SECRET_KEY'}`,
    );
  return { text, isNew: false, file };
}
