import type { SecretBox } from '../secrets/secret-box.js';
import { SYSTEM } from '../storage/documents.js';
import type { Store } from '../store/store.js';

const KNOWN = 'canvass';
const ID = 'secret-key';

/**
 * The first process of an installation leaves something sealed in the database; every other one has to be able to open
 * it. Two web processes with keys of their own would each store what the other cannot read.
 *
 * @throws Error in one sentence
 */
export async function checkSecretKey(store: Pick<Store, 'keyChecks'>, secrets: SecretBox): Promise<void> {
  await store.keyChecks.insertMissing(SYSTEM, [{ id: ID, doc: { sealed: secrets.seal(KNOWN, ID) } }]);
  const check = await store.keyChecks.get(SYSTEM, ID);
  if (check === undefined) return;
  let opened: string | undefined;
  try {
    opened = secrets.open(check.sealed, ID);
  } catch {
    // Told below, in words.
  }
  if (opened === KNOWN) return;
  throw new Error(
    'SECRET_KEY: this is not the key with which the channels in this database were encrypted; every process of an installation needs the same (docs/operations.md says what to do when it is lost)',
  );
}
