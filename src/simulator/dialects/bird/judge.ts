import type { Asked } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import { metaMessage } from './meta-message.js';
import { CONTENT_NAMES, OutgoingMessage, type Interactive } from './outgoing.js';
import { validation, type BirdRefusal } from './refusals.js';

const MOST_METADATA_BYTES = 2_048;
const MOST_ROWS = 10;
const MOST_BUTTONS = 3;
const NUMBER = /^\+[1-9]\d{5,18}$/;
const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;

/** What Bird itself thinks of a send; the message in Meta's words where it has no objection. */
export function judge(world: World, payload: unknown): Asked {
  const given = typeof payload === 'object' && payload !== null ? Object.keys(payload) : [];
  const contents = given.filter((name) => CONTENT_NAMES.includes(name));
  if (contents.length === 0) return refuse('WhatsAppContentRequired', 'A message needs one content.');
  if (contents.length > 1) return refuse('WhatsAppContentAmbiguous', `More than one content: ${contents.join(', ')}.`);
  const parsed = OutgoingMessage.safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('ValidationFailed', issue?.message ?? 'not valid', issue?.path.map(String).join('.'));
  }
  const message = parsed.data;
  const refused = senderRefusal(world, message) ?? contentRefusal(message);
  return refused ? { refusal: refused } : { message: metaMessage(world, message) };
}

function senderRefusal({ business }: World, { to, from }: OutgoingMessage): BirdRefusal | undefined {
  if (!NUMBER.test(to) && !USER_ID.test(to)) {
    return validation('WhatsAppInvalidRecipient', 'Neither a phone number nor a user id.', 'to');
  }
  if (from === undefined) return validation('WhatsAppSenderRequired', 'The sending number is required.', 'from');
  return from === `+${business.phoneNumber}`
    ? undefined
    : validation('WhatsAppSenderNotAllowed', 'This workspace has no such number.', 'from');
}

function contentRefusal({ metadata, interactive }: OutgoingMessage): BirdRefusal | undefined {
  if (metadata && Buffer.byteLength(JSON.stringify(metadata)) > MOST_METADATA_BYTES) {
    return validation('ValidationFailed', 'metadata has more than 2 KB', 'metadata');
  }
  return interactive && interactiveRefusal(interactive);
}

function interactiveRefusal(interactive: Interactive): BirdRefusal | undefined {
  const labels = labelsOf(interactive);
  const most = interactive.type === 'list' ? MOST_ROWS : MOST_BUTTONS;
  if (labels.options.length > most) {
    return validation('WhatsAppInteractiveLimitExceeded', `More than ${most} options.`, 'interactive');
  }
  const all = [...labels.options, ...labels.others];
  return new Set(all).size === all.length
    ? undefined
    : validation('WhatsAppInteractiveDuplicateLabel', 'Two labels are the same.', 'interactive');
}

function labelsOf(interactive: Interactive): { options: string[]; others: string[] } {
  switch (interactive.type) {
    case 'button':
      return { options: interactive.buttons.map(({ quick_reply }) => quick_reply.text), others: [] };
    case 'list': {
      const rows = interactive.list.sections.flatMap((section) => section.rows);
      return { options: rows.map(({ text }) => text), others: [interactive.list.button_text] };
    }
    case 'cta_url':
    case 'location_request_message':
      return { options: [], others: [] };
  }
}

function refuse(name: string, details: string, param?: string): Asked {
  return { refusal: validation(name, details, param) };
}
