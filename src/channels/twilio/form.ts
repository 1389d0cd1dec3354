import { BadWebhook } from '../channel.js';

/** The fields of a form in the order of the body; of each name every value, decoded, none trimmed. */
export type Form = ReadonlyMap<string, readonly string[]>;

/** @throws BadWebhook for bytes that are no text */
export function readForm(rawBody: Buffer): Form {
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(textOf(rawBody))) {
    const values = form.get(name);
    if (values) values.push(value);
    else form.set(name, [value]);
  }
  return form;
}

function textOf(rawBody: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(rawBody);
  } catch (error) {
    throw new BadWebhook('the body is not text', { cause: error });
  }
}
