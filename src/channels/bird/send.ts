import { z } from 'zod';
import type { ChannelAccess, Checked, OutboundRequest, SendOutcome } from '../channel.js';
import type { SendFailure } from '../failure.js';
import { hasUnlinkedMedia } from '../outbound-media.js';
import { readJson } from '../provider-http/webhook-body.js';
import { readAccess, type BirdApi } from './api.js';
import { encodeMessage } from './encode.js';
import { ERRORS, failureOfAnswer } from './errors.js';

const MESSAGES = '/v1/whatsapp/messages';

const Accepted = z.object({ id: z.string().min(1) });

/** Our id is the key under which Bird remembers the request: asking again after an unknown outcome sends nothing twice. */
export async function send(api: BirdApi, channel: ChannelAccess, request: OutboundRequest): Promise<SendOutcome> {
  const access = readAccess(channel);
  if ('class' in access) return failed(access);
  if (hasUnlinkedMedia(request.message)) return failed(ERRORS.failure('no-media-link', ''));
  const body = encodeMessage(request, access.phoneNumber);
  if (!body) return failed(ERRORS.failure('no-address', ''));
  const result = await api.call(access, { method: 'POST', path: MESSAGES, body, idempotencyKey: request.ref });
  if ('failure' in result) return failed(result.failure);
  const { answer } = result;
  if (answer.status < 200 || answer.status > 299) return failed(failureOfAnswer(answer));
  const accepted = Accepted.safeParse(readJson(answer.text));
  if (!accepted.success) return failed(ERRORS.failure('no-message-id', answer.text));
  return { kind: 'accepted', providerMessageId: accepted.data.id, recipient: request.to };
}

function failed(failure: SendFailure): SendOutcome {
  return { kind: 'failed', failure };
}

/** Marks as read and shows "typing…"; without a key, since each call shows it anew. */
export async function showTyping(api: BirdApi, channel: ChannelAccess, messageId: string): Promise<Checked<void>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const path = `${MESSAGES}/${encodeURIComponent(messageId)}/read`;
  const result = await api.call(access, { method: 'POST', path, body: { typing_indicator: true } });
  if ('failure' in result) return { ok: false, failure: result.failure };
  return result.answer.status < 300
    ? { ok: true, value: undefined }
    : { ok: false, failure: failureOfAnswer(result.answer) };
}
