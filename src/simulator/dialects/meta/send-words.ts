import type { SendWords } from '../../sending/take-message.js';
import { refusalBody, type Refusal } from '../../meta-errors.js';
import type { Sent } from '../../sending/submit.js';
import type { World } from '../../world.js';

/** How Meta answers to POST /messages. */
export function metaWords(world: World): SendWords {
  return {
    accepted: (sent) => ({ status: 200, body: acceptedBody(sent) }),
    refused: (refused: Refusal) => ({ status: refused.status, body: refusalBody(refused, world.ids.trace()) }),
  };
}

function acceptedBody({ customer, message, input }: Sent) {
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input, ...(customer.waId === undefined ? {} : { wa_id: customer.waId }), user_id: customer.userId }],
    messages: [{ id: message.id, ...(message.type === 'template' ? { message_status: 'accepted' } : {}) }],
  };
}
