import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Sent } from '../../sending/submit.js';
import { takeMessage, type Asked, type SendWords } from '../../sending/take-message.js';
import type { World } from '../../world.js';
import type { Account } from './account.js';
import { metaMessage } from './meta-message.js';
import { OutgoingMessage } from './outgoing.js';
import { invalid, missing, notFound, refusalWords } from './refusals.js';
import type { SourceBook } from './source-book.js';
import { OWN_MESSAGE } from './webhook-words.js';

const PATH = '/v1/send';

/** POST /v1/send: taken for the moment, whatever WhatsApp will say of it. */
export function sendRoutes(app: FastifyInstance, world: World, account: Account, sources: SourceBook): void {
  app.post(PATH, (request, reply) => {
    const parsed = OutgoingMessage.safeParse(request.body);
    const asked: Asked = parsed.success
      ? judged(parsed.data, account)
      : { refusal: refusalOf(parsed.error, request.body) };
    // Before it is known whether the answer will arrive: what is told later repeats it all the same.
    const { trackId, source } = parsed.data ?? {};
    if (trackId !== undefined && source !== undefined) sources.remember(trackId, source);
    const words: SendWords = {
      ...refusalWords,
      accepted: (sent) => {
        tellOfOwn(world, sent);
        return { status: 202, body: { id: sent.message.id, status: 'accepted' } };
      },
    };
    return takeMessage(world, { request, reply, path: PATH }, asked, words);
  });
}

function judged(message: OutgoingMessage, account: Account): Asked {
  if (message.from !== account.channelId) return { refusal: notFound('from') };
  if (message.type === 'hsm' && message.content.hsm.namespace !== account.namespace) {
    return { refusal: invalid('namespace') };
  }
  return { message: metaMessage(message) };
}

/** The first thing that is wrong, by its place. */
function refusalOf(error: z.ZodError, payload: unknown) {
  const [issue] = error.issues;
  if (typeof payload !== 'object' || payload === null || !issue) return invalid('body');
  const parameter =
    issue.path.map(String).join('.') || (issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : 'type');
  const absent = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return absent ? missing(parameter) : invalid(parameter, `${parameter}: ${issue.message}`);
}

/** MessageBird tells of our own messages, too, in the words in which it tells of others': they are to be ignored. */
function tellOfOwn(world: World, { customer, message }: Sent): void {
  world.courier.enqueue({
    lane: customer.key,
    event: { kind: 'account', field: OWN_MESSAGE, value: { id: message.id, to: customer.waId, at: message.at } },
  });
}
