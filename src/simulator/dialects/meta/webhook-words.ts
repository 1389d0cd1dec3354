import type { MetaError } from '../../meta-errors.js';
import type { InboundEvent, Person, PlatformEvent, StatusEvent } from '../../platform-event.js';
import type { World } from '../../world.js';
import { PHONE_NUMBER_ID } from './account-ids.js';
import { envelope, type Change } from './envelope.js';

/** Events as the body of one of Meta's webhooks. */
export function metaWebhook(events: readonly PlatformEvent[], world: World): string {
  return envelope(
    events.map((event) => changeOf(event, world)),
    world.clock.now(),
  );
}

function changeOf(event: PlatformEvent, world: World): Change {
  switch (event.kind) {
    case 'inbound':
      return { field: 'messages', value: inboundValue(event, world) };
    case 'status':
      return { field: 'messages', value: statusValue(event, world) };
    case 'account':
      return { field: event.field, value: event.value };
  }
}

/** What every value of the field `messages` carries. */
function metadata({ business }: World) {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: business.phoneNumber, phone_number_id: PHONE_NUMBER_ID },
  };
}

function inboundValue({ person, id, at, content, quotes, referral }: InboundEvent, world: World) {
  return {
    ...metadata(world),
    ...(content['type'] === 'system' ? {} : { contacts: [contactOf(person)] }),
    messages: [
      {
        ...(quotes === undefined ? {} : { context: { from: world.business.phoneNumber, id: quotes } }),
        ...(person.waId === undefined ? {} : { from: person.waId }),
        from_user_id: person.userId,
        id,
        timestamp: seconds(at),
        ...content,
        ...(referral ? { referral } : {}),
      },
    ],
  };
}

function statusValue({ person, messageId, status, at, ref, category, failure }: StatusEvent, world: World) {
  return {
    ...metadata(world),
    // Never with a failed status.
    ...(status === 'failed' ? {} : { contacts: [contactOf(person)] }),
    statuses: [
      {
        id: messageId,
        status,
        timestamp: seconds(at),
        ...(person.waId === undefined ? {} : { recipient_id: person.waId }),
        recipient_user_id: person.userId,
        ...(ref === undefined ? {} : { biz_opaque_callback_data: ref }),
        // On `sent` and on one of delivered and read; since October 2026 service messages are billed too.
        ...(status === 'sent' || status === 'delivered'
          ? { pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category } }
          : {}),
        ...(failure ? { errors: [statusError(failure)] } : {}),
      },
    ],
  };
}

const ERROR_PAGE = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';

function statusError({ code, title, details }: MetaError) {
  return { code, title, message: title, error_data: { details }, href: ERROR_PAGE };
}

/** An entry of `contacts[]`: without a wa_id for somebody who shows only a username. */
function contactOf({ name, username, waId, userId }: Person) {
  return {
    profile: { name, ...(username === undefined ? {} : { username }) },
    ...(waId === undefined ? {} : { wa_id: waId }),
    user_id: userId,
  };
}

function seconds(at: number): string {
  return String(Math.floor(at / 1_000));
}
