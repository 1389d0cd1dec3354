import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { ChannelAccess, ChannelAdapter, Checked } from '../channel.js';
import { failure } from './errors.js';

/** What a person enters; the application with its key, or the account alone (the sandbox, numbers of no application). */
export const CREDENTIALS: ChannelAdapter['credentials'] = {
  apiKey: {
    label: 'API key',
    help: 'In the Vonage dashboard, at the top of “API settings”: eight letters and digits.',
    translations: { ar: { label: 'مفتاح API', help: 'في لوحة Vonage أعلى صفحة API settings: ثمانية أحرف وأرقام.' } },
  },
  apiSecret: {
    label: 'API secret',
    help: 'In the Vonage dashboard, beside the API key.',
    translations: { ar: { label: 'السر (API secret)', help: 'في لوحة Vonage بجانب مفتاح API.' } },
  },
  signatureSecret: {
    label: 'Signature secret',
    help: 'In the Vonage dashboard under “API settings”, “Signed webhooks”. It is not the API secret.',
    translations: {
      ar: {
        label: 'سر التوقيع (Signature secret)',
        help: 'في لوحة Vonage ضمن API settings ثم Signed webhooks. ليس هو API secret.',
      },
    },
  },
  number: {
    label: 'WhatsApp number',
    help: 'The number that sends, with its country code; digits only.',
    form: 'plain',
    translations: { ar: { label: 'رقم واتساب', help: 'الرقم المُرسِل مع رمز البلد؛ أرقام فقط.' } },
  },
  applicationId: {
    label: 'Application ID',
    help: 'In the Vonage dashboard, the application to which the number is linked. The sandbox has none.',
    optional: true,
    form: 'plain',
    translations: {
      ar: {
        label: 'معرّف التطبيق (Application ID)',
        help: 'في لوحة Vonage: التطبيق المرتبط به الرقم. لا تطبيق في بيئة التجربة (sandbox).',
      },
    },
  },
  privateKey: {
    label: 'Private key of the application',
    help: 'The file private.key that the dashboard gave when the key pair was made, from BEGIN to END.',
    optional: true,
    form: 'file',
    translations: {
      ar: {
        label: 'المفتاح الخاص للتطبيق',
        help: 'الملف private.key الذي أعطته اللوحة عند إنشاء زوج المفاتيح، من BEGIN إلى END.',
      },
    },
  },
  wabaId: {
    label: 'WhatsApp business account ID',
    help: 'In the Vonage dashboard under “External accounts”. Without it no templates are read.',
    optional: true,
    form: 'plain',
    translations: {
      ar: { label: 'معرّف حساب واتساب للأعمال', help: 'في لوحة Vonage ضمن External accounts. بدونه لا تُقرأ القوالب.' },
    },
  },
};

/** An application proves itself with tokens that it signs. */
export interface Application {
  id: string;
  privateKey: KeyObject;
}

/** The credentials of one channel, checked as far as that goes without asking. */
export interface Account {
  apiKey: string;
  apiSecret: string;
  /** Digits. */
  number: string;
  application: Application | undefined;
  wabaId: string | undefined;
  /** Words that may appear nowhere. */
  secrets: readonly string[];
  /** All that was entered: what a refused call is told about needs none of it. */
  names: readonly string[];
}

/** Visible ASCII without the colon that ends a user name; anything else (a pasted line break) is no key. */
const WORD = /^[\x21-\x39\x3b-\x7e]+$/;
const APPLICATION_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DIGITS = /^\d{5,20}$/;

/** Reads a channel's credentials; what cannot be right is a failure that says which, and nothing is sent with it. */
export function accountOf({ credentials }: ChannelAccess): Checked<Account> {
  const { apiKey = '', apiSecret = '' } = credentials;
  const number = senderNumber(credentials['number']);
  if (!WORD.test(apiKey)) return wrong('the API key');
  if (!WORD.test(apiSecret)) return wrong('the API secret');
  if (!DIGITS.test(number)) return wrong('the WhatsApp number');
  const application = applicationOf(credentials['applicationId'], credentials['privateKey']);
  if (!application.ok) return application;
  const wabaId = credentials['wabaId'] || undefined;
  if (wabaId !== undefined && !DIGITS.test(wabaId)) return wrong('the id of the WhatsApp business account');
  const { signatureSecret = '', privateKey = '' } = credentials;
  return {
    ok: true,
    value: {
      apiKey,
      apiSecret,
      number,
      application: application.value,
      wabaId,
      secrets: [apiSecret, signatureSecret, privateKey],
      // The longest first: a short one may be a part of it.
      names: Object.values(credentials).toSorted((one, other) => other.length - one.length),
    },
  };
}

/** The digits of a number as a person may write it. */
export function senderNumber(written = ''): string {
  return written.replace(/^00|[\s+().-]/g, '');
}

function applicationOf(id = '', key = ''): Checked<Application | undefined> {
  if (id === '' && key === '') return { ok: true, value: undefined };
  if (!APPLICATION_ID.test(id)) return wrong('the application ID');
  if (key === '') return wrong('the private key of the application');
  const privateKey = readPrivateKey(key);
  return privateKey ? { ok: true, value: { id, privateKey } } : { ok: false, failure: failure('private-key', '') };
}

function wrong(what: string): Checked<never> {
  return { ok: false, failure: failure('no-credentials', `not usable: ${what}`) };
}

/** PEM, also where a form or an environment variable has turned its line breaks into spaces or `\n`. */
function readPrivateKey(written: string): KeyObject | undefined {
  const parts = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----([\s\S]+?)-----END \1-----/.exec(
    written.replaceAll('\\n', '\n'),
  );
  if (!parts) return undefined;
  const [, label, body = ''] = parts;
  try {
    const key = createPrivateKey(
      `-----BEGIN ${label}-----\n${body.replace(/\s+/g, '\n').trim()}\n-----END ${label}-----`,
    );
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    // Not a key; what OpenSSL says of it helps nobody.
    return undefined;
  }
}

/** True where this public key (PEM) belongs to the application's private key; undefined where it cannot be read. */
export function belongsTogether({ privateKey }: Application, publicPem: string): boolean | undefined {
  try {
    return createPublicKey(publicPem).equals(createPublicKey(privateKey));
  } catch {
    // Vonage shows no key, or one of another kind.
    return undefined;
  }
}
