import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Refusal } from '../../meta-errors.js';
import { markRead } from '../../sending/mark-read.js';
import { logAccepted, refuseCall, takeMessage, type Answer } from '../../sending/take-message.js';
import type { Sent } from '../../sending/submit.js';
import type { World } from '../../world.js';
import { digitsOf, type TwilioAccount } from './account.js';
import type { Content } from './content-book.js';
import { metaContent, metaMedia } from './meta-message.js';
import { refusalWords, twilioRefusal } from './refusals.js';

/** The fields that are played. Twilio lets others pass; here every one of them is a mistake of ours. */
const Fields = z.strictObject({
  To: z.string().optional(),
  From: z.string().optional(),
  Body: z.string().optional(),
  MediaUrl: z.string().optional(),
  ContentSid: z.string().optional(),
  ContentVariables: z.string().optional(),
  StatusCallback: z.string().optional(),
});
type Fields = z.infer<typeof Fields>;

const Variables = z.record(z.string(), z.string());
const Typing = z.strictObject({ channel: z.literal('WHATSAPP'), messageId: z.string() });

const MAX_BODY = 1_600;

/** Sending, and "typing…". */
export function messageRoutes(
  app: FastifyInstance,
  world: World,
  account: TwilioAccount,
  findContent: (sid: string) => Content | undefined,
): void {
  const path = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  const words = { ...refusalWords, accepted: (sent: Sent) => created(world, account, sent) };
  app.post(path, (request, reply) => {
    const asked = read(request.body, account, findContent);
    return takeMessage(world, { request, reply, path }, asked, words);
  });

  const typing = '/v3/Indicators/Typing.json';
  app.post(typing, (request, reply) => {
    const call = { request, reply, path: typing };
    const asked = Typing.safeParse(request.body);
    const refused = asked.success
      ? markRead(world, {
          messaging_product: 'whatsapp',
          status: 'read',
          message_id: asked.data.messageId,
          typing_indicator: { type: 'text' },
        })
      : twilioRefusal(400, 20001, z.prettifyError(asked.error));
    if (refused) return refuseCall(world, call, twilioRefusal(400, 20001, refused.details), words);
    logAccepted(world, call);
    return reply.send({ success: true });
  });
}

function read(
  body: unknown,
  { sender }: TwilioAccount,
  findContent: (sid: string) => Content | undefined,
): { message: unknown } | { refusal: Refusal } {
  const refuse = (code: number, details: string) => ({ refusal: twilioRefusal(400, code, details) });
  const parsed = Fields.safeParse(body);
  if (!parsed.success) return refuse(20001, z.prettifyError(parsed.error));
  const fields = parsed.data;
  if (!fields.To) return refuse(21604, "A 'To' phone number is required.");
  const to = addressOf(fields.To);
  if (!to) return refuse(21211, `The 'To' number ${fields.To} is not a valid phone number.`);
  if (!fields.From) return refuse(21603, "A 'From' phone number is required.");
  if (!/^whatsapp:\+\d+$/.test(fields.From) || digitsOf(fields.From) !== sender) {
    return refuse(63007, 'Twilio could not find a Channel with the specified From address');
  }
  const callback = fields.StatusCallback;
  if (callback !== undefined && !isCallback(callback)) return refuse(21609, "The 'StatusCallback' URL is not valid.");
  const content = contentOf(fields, findContent);
  if ('code' in content) return refuse(content.code, content.details);
  return {
    message: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...to,
      ...content.message,
      // Where its statuses go: what Meta gives back, Twilio calls.
      ...(callback === undefined ? {} : { biz_opaque_callback_data: callback }),
    },
  };
}

function addressOf(to: string): { to: string } | { recipient: string } | undefined {
  const number = /^whatsapp:\+([1-9]\d{4,14})$/.exec(to)?.[1];
  if (number !== undefined) return { to: number };
  const userId = /^whatsapp:([A-Z]{2}\.[A-Za-z0-9]{1,128})$/.exec(to)?.[1];
  return userId === undefined ? undefined : { recipient: userId };
}

function isCallback(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && !new URL(url).hostname.includes('_');
}

type Read = { message: Record<string, unknown> } | { code: number; details: string };

function contentOf(fields: Fields, findContent: (sid: string) => Content | undefined): Read {
  const { Body = '', MediaUrl, ContentSid, ContentVariables } = fields;
  if (Body.length > MAX_BODY) {
    return { code: 21617, details: `The concatenated message body exceeds the ${MAX_BODY} character limit` };
  }
  if (ContentSid === undefined) {
    if (ContentVariables !== undefined)
      return { code: 21654, details: 'ContentSid is required with ContentVariables.' };
    if (MediaUrl !== undefined) {
      if (!/^https?:\/\/[^\s]+$/.test(MediaUrl)) return { code: 21620, details: 'Invalid media URL(s).' };
      return { message: metaMedia(MediaUrl, Body === '' ? undefined : Body) };
    }
    if (Body === '') return { code: 21619, details: 'A text message body or media urls must be specified.' };
    return { message: { type: 'text', text: { body: Body } } };
  }
  if (Body !== '' || MediaUrl !== undefined) {
    return { code: 21656, details: 'Body and MediaUrl cannot be given together with a ContentSid.' };
  }
  const content = findContent(ContentSid);
  if (!content) return { code: 21655, details: `The ContentSid ${ContentSid} is invalid.` };
  const values = readVariables(ContentVariables);
  const wrong = values && wrongValue(values, content);
  if (!values || wrong !== undefined) {
    return { code: 21656, details: wrong ?? 'The ContentVariables parameter is not a JSON object of texts.' };
  }
  return { message: metaContent(content, values) };
}

function readVariables(json: string | undefined): Record<string, string> | undefined {
  if (json === undefined) return {};
  try {
    return Variables.safeParse(JSON.parse(json)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Twilio is said to drop empty values, and passes unknown ones by: both are mistakes of ours. */
function wrongValue(values: Readonly<Record<string, string>>, { variables }: Content): string | undefined {
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(variables, name));
  if (unknown !== undefined) return `The content has no variable {{${unknown}}}.`;
  const empty = Object.keys(values).find((name) => values[name] === '');
  return empty === undefined ? undefined : `The variable {{${empty}}} has no value.`;
}

/** The message as Twilio shows it right after it took it: numbers as texts, dates as in an e-mail. */
function created({ clock }: World, { accountSid, sender }: TwilioAccount, { message, input }: Sent): Answer {
  const date = new Date(clock.now()).toUTCString().replace('GMT', '+0000');
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.id}`;
  return {
    status: 201,
    body: {
      sid: message.id,
      account_sid: accountSid,
      messaging_service_sid: null,
      from: `whatsapp:+${sender}`,
      to: `whatsapp:${/^\d/.test(input) ? '+' : ''}${input}`,
      body: message.text,
      status: 'queued',
      direction: 'outbound-api',
      num_media: message.media ? '1' : '0',
      num_segments: '1',
      error_code: null,
      error_message: null,
      price: null,
      price_unit: null,
      api_version: '2010-04-01',
      date_created: date,
      date_updated: date,
      date_sent: null,
      uri: `${uri}.json`,
      subresource_uris: { media: `${uri}/Media.json` },
    },
  };
}
