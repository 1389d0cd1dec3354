import { lenientRecord } from '../cloud-payload/lenient.js';
import { parseLosslessJson } from '../cloud-payload/lossless-json.js';
import { BadWebhook } from '../channel.js';

/**
 * The JSON object of a webhook's body, without losing digits of long numbers.
 * @throws BadWebhook where it is anything else
 */
export function readWebhookObject(rawBody: Buffer): Record<string, unknown> {
  const root = lenientRecord.parse(parseBody(rawBody.toString('utf8')));
  if (!root) throw new BadWebhook('the body is JSON, but not an object');
  return root;
}

function parseBody(body: string): unknown {
  try {
    return parseLosslessJson(body);
  } catch (error) {
    throw new BadWebhook('the body is not JSON', { cause: error });
  }
}

/** The JSON of an answer; undefined where it is none (a gateway's page). */
export function readJson(text: string): unknown {
  try {
    return parseLosslessJson(text);
  } catch {
    return undefined;
  }
}
