import { generateKeyPairSync } from 'node:crypto';
import type { TrustedAccount } from './token.js';

/** A service account of nobody's: its key file as Google hands one out, and what a server has to know to trust it. */
export function makeServiceAccount(name = 'canvass'): { keyFile: string; trusted: TrustedAccount } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const email = `${name}@a-project.iam.gserviceaccount.com`;
  const keyFile = JSON.stringify({
    type: 'service_account',
    project_id: 'a-project',
    private_key_id: 'f00d',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: email,
    client_id: '1',
  });
  return { keyFile, trusted: { email, publicKey } };
}
