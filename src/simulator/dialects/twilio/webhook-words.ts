import { createHmac } from 'node:crypto';
import type { InboundEvent, PlatformEvent, StatusEvent } from '../../platform-event.js';
import type { WebhookTarget } from '../../webhooks/courier.js';
import type { WebhookPost } from '../dialect.js';
import type { TwilioAccount } from './account.js';
import { sidOf } from './content-book.js';
import { twilioCode } from './refusals.js';

type Fields = Record<string, string>;

/** One event as the signed form that Twilio posts; undefined for what Twilio does not tell. */
export function twilioWebhook(
  event: PlatformEvent,
  target: WebhookTarget,
  account: TwilioAccount,
): WebhookPost | undefined {
  switch (event.kind) {
    case 'inbound': {
      const said = saidFields(event);
      return (
        said &&
        post(target.url, { ...messageFields(event.id, account), ...peopleFields(event, account), ...said }, account)
      );
    }
    case 'status':
      // To the address that came with the message; else to the sender's.
      return post(event.ref ?? target.url, statusFields(event, account), account);
    case 'account':
      return undefined;
  }
}

/** The fragment steers Twilio itself; it is neither called nor signed. */
function post(address: string, fields: Fields, { authToken }: TwilioAccount): WebhookPost {
  const [url = ''] = address.split('#');
  const sorted = Object.keys(fields).sort();
  const signed = url + sorted.map((name) => name + (fields[name] ?? '')).join('');
  return {
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': createHmac('sha1', authToken).update(signed, 'utf8').digest('base64'),
    },
    body: new URLSearchParams(fields).toString(),
  };
}

function messageFields(id: string, { accountSid }: TwilioAccount): Fields {
  return { MessageSid: id, SmsSid: id, SmsMessageSid: id, AccountSid: accountSid, ApiVersion: '2010-04-01' };
}

function peopleFields({ person }: InboundEvent, { sender }: TwilioAccount): Fields {
  return {
    From: `whatsapp:${person.waId === undefined ? person.userId : `+${person.waId}`}`,
    To: `whatsapp:+${sender}`,
    ...(person.waId === undefined ? {} : { WaId: person.waId }),
    ExternalUserId: `whatsapp:${person.userId}`,
    ProfileName: person.name,
  };
}

function saidFields({ content, quotes, referral }: InboundEvent): Fields | undefined {
  const type = typeof content.type === 'string' ? content.type : 'unsupported';
  const said = contentFields(type, objectIn(content, type));
  return (
    said && {
      SmsStatus: 'received',
      NumSegments: '1',
      NumMedia: '0',
      ...said,
      ...(quotes === undefined ? {} : { OriginalRepliedMessageSid: quotes }),
      ...(referral ? { ReferralSourceType: 'ad', ReferralSourceId: textIn(referral, 'source_id') || '1' } : {}),
    }
  );
}

/** Reactions, edits, withdrawals and changes of a number are not told. */
function contentFields(type: string, body: Record<string, unknown>): Fields | undefined {
  switch (type) {
    case 'text':
      return { MessageType: 'text', Body: textIn(body, 'body') };
    case 'interactive':
      return tapFields(body);
    case 'button': {
      const label = textIn(body, 'text');
      return { MessageType: 'button', Body: label, ButtonText: label, ButtonPayload: textIn(body, 'payload') };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return {
        MessageType: type,
        Body: textIn(body, 'caption') || textIn(body, 'filename'),
        NumMedia: '1',
        MediaUrl0: textIn(body, 'url'),
        MediaContentType0: textIn(body, 'mime_type').split(';')[0] ?? '',
      };
    case 'location':
      return {
        MessageType: 'location',
        Body: '',
        Latitude: String(body['latitude']),
        Longitude: String(body['longitude']),
        ...optional('Address', textIn(body, 'address')),
        ...optional('Label', textIn(body, 'name')),
      };
    case 'reaction':
    case 'edit':
    case 'revoke':
    case 'system':
      return undefined;
    default:
      return { MessageType: type, Body: '' };
  }
}

function tapFields(body: Record<string, unknown>): Fields {
  const row = objectIn(body, 'list_reply');
  const button = objectIn(body, 'button_reply');
  if ('id' in row) {
    const title = textIn(row, 'title');
    return {
      MessageType: 'interactive',
      Body: title,
      ListId: textIn(row, 'id'),
      ListTitle: title,
      ...optional('ListDescription', textIn(row, 'description')),
    };
  }
  const title = textIn(button, 'title');
  return { MessageType: 'interactive', Body: title, ButtonText: title, ButtonPayload: textIn(button, 'id') };
}

function statusFields({ person, messageId, status, failure }: StatusEvent, account: TwilioAccount): Fields {
  const word = status === 'failed' ? 'undelivered' : status;
  return {
    ...messageFields(messageId, account),
    MessageStatus: word,
    SmsStatus: word,
    EventType: word.toUpperCase(),
    StructuredMessage: 'false',
    From: `whatsapp:+${account.sender}`,
    To: `whatsapp:${person.waId === undefined ? person.userId : `+${person.waId}`}`,
    ChannelPrefix: 'whatsapp',
    ChannelInstallSid: sidOf('XE', account.sender),
    ...(failure ? { ErrorCode: String(twilioCode(failure.code)), ErrorMessage: failure.details } : {}),
  };
}

function objectIn(holder: object, key: string): Record<string, unknown> {
  const value: unknown = Reflect.get(holder, key);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textIn(holder: Record<string, unknown>, key: string): string {
  const value = holder[key];
  return typeof value === 'string' ? value : '';
}

function optional(name: string, value: string): Fields {
  return value === '' ? {} : { [name]: value };
}
