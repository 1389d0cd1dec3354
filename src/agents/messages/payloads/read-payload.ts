import { isStorablyNested } from '../../../channels/cloud-payload/nesting.js';
import { Parameters } from '../event.js';
import { brief } from '../notes.js';
import { type Reading, skipped, together } from '../reading.js';
import { builderBot } from './builder-bot.js';
import { chatwoot } from './chatwoot.js';
import type { Convention, Payload } from './convention.js';
import { facebook } from './facebook.js';
import { readHandOver } from './hand-over.js';
import { kommunicate } from './kommunicate.js';
import { richContent } from './rich-content.js';
import { telegram } from './telegram.js';
import { whatsApp } from './whatsapp.js';

/** Levels of lists and objects in a payload; keyboards and cards have about ten. */
const MAX_LEVELS = 32;

/** How many fields of an unknown payload are named in the log. */
const NAMED_FIELDS = 5;

/** In the order in which they are tried: our own, then what says most about itself, then envelopes of other channels. */
export const conventions: readonly Convention[] = [
  whatsApp,
  richContent,
  chatwoot,
  kommunicate,
  builderBot,
  facebook,
  telegram,
];

/**
 * What a custom payload says. Of several forms in one payload the first that shows something is taken; a hand-over
 * counts beside any of them. Never throws.
 * @param source a decoded Struct: a plain object
 */
export function readPayload(source: unknown): Reading {
  if (!isStorablyNested(source, MAX_LEVELS)) return skipped(`payload: nested more than ${MAX_LEVELS} levels deep`);
  const parsed = Parameters.safeParse(source);
  if (!parsed.success) return skipped('payload: no JSON object');

  const handOver = readHandOver(parsed.data);
  const tried = readFirst(parsed.data);
  if (handOver === undefined && tried.length === 0) return unknownForm(parsed.data);
  return together([...(handOver ? [handOver] : []), ...tried]);
}

/** Readings of the forms that the payload has, up to the first that shows something. */
function readFirst(payload: Payload): Reading[] {
  const tried: Reading[] = [];
  for (const { name, read } of conventions) {
    const found = read(payload);
    if (found === undefined) continue;
    const silent = found.messages.length === 0 && found.skipped.length === 0;
    tried.push(silent ? skipped(`${name} payload: nothing to show`) : found);
    if (found.messages.length > 0) break;
  }
  return tried;
}

function unknownForm(payload: Payload): Reading {
  const names = Object.keys(payload).slice(0, NAMED_FIELDS).map(brief);
  return skipped(
    names.length === 0 ? 'payload: empty' : `payload: no form that is known here, with ${names.join(', ')}`,
  );
}
