import type { ChannelAccess, ChannelAdapter } from '../channel.js';
import type { SendFailure } from '../failure.js';
import { twilioErrors } from './errors.js';

/** The credentials of a channel, each in the form in which Twilio takes it. */
export interface TwilioAccount {
  channelId: string;
  accountSid: string;
  authToken: string;
  /** Digits of the sending number. */
  sender: string;
  /** The sending number as it was entered. */
  senderAsGiven: string;
  /** What may stand in nothing that comes back. */
  secrets: readonly string[];
}

export const twilioCredentials: ChannelAdapter['credentials'] = {
  accountSid: {
    label: 'Account SID',
    help: 'In the Twilio Console, under Account Info: it begins with AC. The number must belong to this very account.',
    form: 'plain',
    translations: {
      ar: {
        label: 'معرّف الحساب (Account SID)',
        help: 'في Twilio Console تحت Account Info، ويبدأ بـ AC. يجب أن يتبع الرقم هذا الحساب نفسه.',
      },
    },
  },
  authToken: {
    label: 'Auth token',
    help: 'In the Twilio Console, under Account Info. Twilio signs its webhooks with it, so that an API key will not do.',
    translations: {
      ar: {
        label: 'رمز المصادقة (Auth token)',
        help: 'في Twilio Console تحت Account Info. توقّع Twilio به ما ترسله إلينا، فلا يكفي مفتاح API.',
      },
    },
  },
  sender: {
    label: 'WhatsApp sender',
    help: 'The WhatsApp number as the Twilio Console lists it under Senders, such as +14155550100.',
    form: 'plain',
    translations: {
      ar: {
        label: 'مُرسِل واتساب (Sender)',
        help: 'رقم واتساب كما تعرضه Twilio Console تحت Senders، مثل \u200e+14155550100.',
      },
    },
  },
};

const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/;
/** Visible ASCII; anything else (a pasted line break) is no token and would not even make a header. */
const AUTH_TOKEN = /^[\x21-\x7e]+$/;
/** With or without Twilio's prefix, and with what people put between digits. */
const SENDER = /^(?:whatsapp:)?\+?([\d ().-]+)$/;

/** The account that a channel speaks for, or which of its credentials cannot be one. */
export function accountOf(access: ChannelAccess): TwilioAccount | { failure: SendFailure } {
  const { accountSid = '', authToken = '', sender = '' } = access.credentials;
  if (accountSid.startsWith('SK')) return { failure: twilioErrors.failure('api-key', '') };
  if (!ACCOUNT_SID.test(accountSid)) return { failure: twilioErrors.failure('no-account-sid', '') };
  if (!AUTH_TOKEN.test(authToken)) return { failure: twilioErrors.failure('no-auth-token', '') };
  const digits = SENDER.exec(sender)?.[1]?.replace(/\D/g, '') ?? '';
  if (!/^\d{5,15}$/.test(digits)) return { failure: twilioErrors.failure('no-sender', '') };
  const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  return {
    channelId: access.channelId,
    accountSid,
    authToken,
    sender: digits,
    senderAsGiven: sender,
    secrets: [basic, authToken, accountSid],
  };
}
