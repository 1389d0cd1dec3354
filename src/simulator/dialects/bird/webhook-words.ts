import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { InboundEvent, Person, PlatformEvent, StatusEvent } from '../../platform-event.js';
import type { World } from '../../world.js';
import type { WebhookPost } from '../dialect.js';
import { contentOf } from './inbound-content.js';
import { metadataOf } from './meta-message.js';
import { eventError } from './refusals.js';

const WORKSPACE_ID = 'ws_simulator';

/** The body that tells an event; undefined for what Bird tells nobody: templates and accounts are not its events. */
export function webhookBody(event: PlatformEvent, world: World): Record<string, unknown> | undefined {
  switch (event.kind) {
    case 'inbound':
      return event.content['type'] === 'reaction' ? reactionBody(event, world) : inboundBody(event, world);
    case 'status':
      return statusBody(event, world);
    case 'account':
      return undefined;
  }
}

function inboundBody({ person, id, at, content, quotes }: InboundEvent, world: World) {
  const carried = contentOf(content, (fileId) => fileUrl(world, id, fileId));
  if (!carried) return undefined;
  return {
    type: 'whatsapp.received',
    timestamp: iso(at),
    data: {
      whatsapp_id: id,
      workspace_id: WORKSPACE_ID,
      direction: 'inbound',
      from: { ...addressOf(person), username: person.username ?? null, display_name: person.name },
      to: { phone_number: `+${world.business.phoneNumber}` },
      tags: null,
      metadata: null,
      in_reply_to_message_id: quotes ?? null,
      ...carried,
    },
  };
}

const Reaction = z.object({ message_id: z.string(), emoji: z.string().optional() });

function reactionBody({ person, at, content }: InboundEvent, world: World) {
  const { message_id, emoji } = Reaction.parse(content['reaction']);
  return {
    type: 'whatsapp.reacted',
    timestamp: iso(at),
    data: {
      whatsapp_id: message_id,
      emoji: emoji ?? null,
      from: addressOf(person),
      to: { phone_number: `+${world.business.phoneNumber}` },
      workspace_id: WORKSPACE_ID,
    },
  };
}

function statusBody({ person, messageId, status, at, ref, failure }: StatusEvent, world: World) {
  return {
    type: `whatsapp.${status}`,
    timestamp: iso(at),
    data: {
      whatsapp_id: messageId,
      workspace_id: WORKSPACE_ID,
      direction: 'outbound',
      from: { phone_number: `+${world.business.phoneNumber}` },
      to: addressOf(person),
      tags: null,
      metadata: metadataOf(ref),
      ...(failure ? { error: eventError(failure, iso(at)) } : {}),
    },
  };
}

function addressOf({ waId, userId }: Person) {
  return { ...(waId === undefined ? {} : { phone_number: `+${waId}` }), bsuid: userId };
}

export function fileUrl(world: World, messageId: string, fileId: string): string {
  return `${world.address}/v1/whatsapp/messages/${messageId}/media/${fileId}`;
}

/**
 * The request with its signatures, one for each secret that holds: after a rotation the old one holds for a day more.
 * The id stays the same when the event is told again.
 */
export function signed(url: string, body: string, secrets: readonly string[], now: number): WebhookPost {
  const id = `msg_${createHash('sha256').update(body).digest('hex').slice(0, 24)}`;
  const timestamp = String(Math.floor(now / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatures.join(' '),
    },
    body,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
