import { createHash, createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import type { AgentFailure } from '../../flow/agent/agent-reply.js';

/** What is handed on to Google's clients of a key file, and nothing else of it. */
export interface ServiceAccount {
  email: string;
  /** PEM. */
  privateKey: string;
}

export type ReadServiceAccount =
  | { ok: true; account: ServiceAccount; projectId: string | undefined; warnings: string[] }
  | { ok: false; failure: AgentFailure };

/**
 * Other types of credentials (`external_account`, `impersonated_service_account` …) can name addresses, files or programs
 * for the library to use; a stranger's file must not.
 */
const KeyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string().regex(/^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/),
  private_key: z.string(),
  project_id: z.string().optional().catch(undefined),
});

const RULES: Readonly<Record<string, string>> = {
  type: '"type" has to be "service_account": make a key of a service account, no other kind of credentials is taken',
  client_email: '"client_email" has to be the address of a service account, ending in .gserviceaccount.com',
  private_key: '"private_key" is missing',
};

/** Google gives the role Editor to these two by itself. Source: Google Cloud, "Types of service accounts". */
const DEFAULT_ACCOUNT = /(-compute@developer|@appspot)\.gserviceaccount\.com$/;

/**
 * Checks a service account's key file as far as that goes without a call. A bad one has to be found here: the clients
 * tell of it late, as `UNKNOWN` or after the whole deadline, and some kinds of it end the process.
 */
export function readServiceAccount(secret: string | undefined): ReadServiceAccount {
  if (secret === undefined || secret.trim() === '') {
    return refuse('key-missing', 'no key was given: paste the JSON key file of a service account');
  }
  const json = parseJson(secret);
  if (json === undefined) return refuse('key-not-json', 'it is not JSON: paste the whole file, from { to }');
  const parsed = KeyFile.safeParse(json);
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? '');
    return refuse('key-incomplete', RULES[field] ?? 'it is not the JSON object that Google hands out as a key');
  }
  const privateKey = repairNewlines(parsed.data.private_key);
  if (!isRsaKey(privateKey)) {
    return refuse('key-unreadable', '"private_key" cannot be read as an RSA key: it was cut or changed on the way');
  }
  const email = parsed.data.client_email;
  const warnings = DEFAULT_ACCOUNT.test(email)
    ? [
        `${email} is a default service account, which usually may edit the whole project. ` +
          'A service account of its own with the role "Dialogflow API Client" is enough.',
      ]
    : [];
  return { ok: true, account: { email, privateKey }, projectId: parsed.data.project_id, warnings };
}

/** Names an account for a cache, without saying the key. */
export function accountHash(account: ServiceAccount): string {
  return createHash('sha256').update(account.email).update('\0').update(account.privateKey).digest('base64url');
}

function refuse(code: string, rule: string): ReadServiceAccount {
  return { ok: false, failure: { class: 'broken', code, text: `The service account key cannot be used: ${rule}.` } };
}

function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

/** Keys that went through an environment variable or a form often have `\n` written out. */
function repairNewlines(key: string): string {
  return key.replaceAll('\\r', '').replaceAll('\\n', '\n');
}

/** Dialogflow takes tokens signed by RS256 only. */
function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
