import { z } from 'zod';
import type { ChannelAccess, OutboundRequest, SendOutcome } from '../channel.js';
import type { SendFailure } from '../failure.js';
import { hasUnlinkedMedia } from '../outbound-media.js';
import { readJson } from '../provider-http/webhook-body.js';
import { readAccess, type MessagebirdApi } from './api.js';
import { encodeMessage } from './encode.js';
import { ERRORS, failureOfAnswer } from './errors.js';

const Named = z.object({ id: z.string().min(1) });
/** The id stands alone or, as the libraries' types have it, in a message. */
const Accepted = z.union([Named, z.object({ message: Named }).transform(({ message }) => message)]);

/** MessageBird takes every message and finds out later what is wrong with it; there is no protection against sending twice. */
export async function send(
  api: MessagebirdApi,
  channel: ChannelAccess,
  request: OutboundRequest,
): Promise<SendOutcome> {
  const access = readAccess(channel);
  if ('class' in access) return failed(access);
  if (hasUnlinkedMedia(request.message)) return failed(ERRORS.failure('no-media-link', ''));
  const body = encodeMessage(request, access);
  if (!body) return failed(ERRORS.failure('no-address', ''));
  const result = await api.call(access, { method: 'POST', at: 'conversations', path: '/v1/send', body });
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
