import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import { BadWebhook, type WebhookRequest } from '../channel.js';
import { readForm, type Form } from './form.js';

/**
 * Is this request signed with the account's auth token? A form is signed over the address and all its fields, a body
 * of JSON over the address, which then holds the body's hash. Nothing in it is dated, so that a replay passes here: it
 * is found by the message's id. Source: Twilio, "Webhooks security" (2026).
 */
export function isSigned(request: WebhookRequest, authToken: string): boolean {
  const given = request.headers['x-twilio-signature'];
  if (given === undefined || given === '' || authToken === '') return false;
  const bodyHash = request.query['bodySHA256'];
  if (bodyHash !== undefined) {
    return sameText(bodyHash, sha256(request.rawBody)) && signs(given, authToken, request.url, new Map());
  }
  const form = formOf(request);
  return form !== undefined && signs(given, authToken, request.url, form);
}

/** What is not even text was not sent by Twilio. */
function formOf({ method, rawBody }: WebhookRequest): Form | undefined {
  if (method === 'GET') return new Map();
  try {
    return readForm(rawBody);
  } catch (error) {
    if (error instanceof BadWebhook) return undefined;
    throw error;
  }
}

function signs(given: string, authToken: string, url: string, form: Form): boolean {
  // All are tried, whichever fits: the time taken tells nothing.
  return [...spellingsOf(url)].filter((spelling) => sameText(given, signatureOf(authToken, spelling, form))).length > 0;
}

/** Twilio's signature of an address and a form: fields by name, each value of a name once, in order. */
export function signatureOf(authToken: string, url: string, form: Form): string {
  const fields = [...form].sort(([one], [other]) => (one < other ? -1 : 1));
  const signed = fields.map(([name, values]) => [...new Set(values)].sort().map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(url + signed.flat().join(''), 'utf8')
    .digest('base64');
}

/**
 * The address as Twilio may have written it when it signed: with the port or without, as it came or normalised, with
 * its query as it came or encoded anew. Twilio's own libraries accept all of these.
 */
function spellingsOf(url: string): Set<string> {
  const [plain = ''] = url.split('#');
  const normal = URL.canParse(plain) ? new URL(plain).href : plain;
  const spellings = [plain, normal].flatMap((spelling) => [withoutPort(spelling), withPort(spelling)]);
  return new Set([...spellings, withQueryEncoded(withoutPort(normal)), withQueryEncoded(withPort(normal))]);
}

const ADDRESS = /^(https?:\/\/)((?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*))(:\d*)?(.*)$/is;

function withoutPort(url: string): string {
  return url.replace(ADDRESS, '$1$2$4');
}

function withPort(url: string): string {
  return url.replace(ADDRESS, (_all, scheme: string, host: string, port: string | undefined, rest: string) => {
    const usual = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
    return scheme + host + (port ?? usual) + rest;
  });
}

function withQueryEncoded(url: string): string {
  const at = url.indexOf('?');
  return at === -1 || at === url.length - 1 ? url : `${url.slice(0, at)}?${stringify(parse(url.slice(at + 1)))}`;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** In constant time; the right one's length is no secret. */
function sameText(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
