import type { FastifyReply, FastifyRequest } from 'fastify';
import { faultRefusal, type Fault } from '../faults.js';
import { refusal, type Refusal } from '../meta-errors.js';
import type { World } from '../world.js';
import { submit, type Sent, type Submission } from './submit.js';

/** An answer to a call of the business, in a provider's words. */
export interface Answer {
  status: number;
  body: object | string;
  headers?: Record<string, string>;
}

/** How a provider answers to sends. */
export interface SendWords {
  accepted(sent: Sent): Answer;
  refused(refusal: Refusal): Answer;
  /** Refusals that this provider finds out only later: it takes the message and tells them by a failed status. */
  late?(refusal: Refusal): boolean;
}

/** A send in Meta's words, the body of `POST /messages`; or the provider's own refusal, before it came to that. */
export type Asked = { message: unknown } | { refusal: Refusal };

export interface SendCall {
  request: FastifyRequest;
  reply: FastifyReply;
  /** As the log of requests shows it. */
  path: string;
}

/**
 * Everything between a provider's send and its answer: judges it, meets windows, limits and ordered faults, sends it
 * on and logs it. The answer is given here.
 */
export function takeMessage(world: World, call: SendCall, asked: Asked, words: SendWords): FastifyReply {
  const submission = 'refusal' in asked ? { ok: false as const, refusal: asked.refusal } : submit(world, asked.message);
  if (!submission.ok) {
    const taken = words.late?.(submission.refusal) === true ? submission.takeAnyway?.() : undefined;
    return taken ? accept(world, call, taken, words) : refuseCall(world, call, submission.refusal, words);
  }
  const { customer } = submission;
  const fault = world.faults.take([customer.waId, customer.userId]);
  return fault ? playFault(world, call, submission, fault, words) : accept(world, call, submission.accept(), words);
}

/** Refuses a call, logs and counts it. */
export function refuseCall(world: World, call: SendCall, refused: Refusal, words: Pick<SendWords, 'refused'>) {
  const answer = words.refused(refused);
  world.counts.refused += 1;
  countCode(world, refused);
  const error = { code: refused.code, details: refused.details };
  log(world, call, { verdict: 'refused', status: answer.status, error });
  return give(call, answer);
}

/** Logs a call that is no send: a receipt, an upload, a template. */
export function logAccepted(world: World, call: Omit<SendCall, 'reply'>, status = 200): void {
  log(world, call, { verdict: 'accepted', status });
}

type Log = Parameters<World['requests']['add']>[0];

function log(
  world: World,
  { request, path }: Pick<SendCall, 'request' | 'path'>,
  outcome: Omit<Log, 'at' | 'method' | 'path' | 'payload'>,
): void {
  const { method, body = null } = request;
  world.requests.add({ at: world.clock.now(), method, path, payload: body, ...outcome });
}

function give({ reply }: SendCall, { status, headers = {}, body }: Answer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}

function accept(world: World, call: SendCall, sent: Sent, words: SendWords): FastifyReply {
  const answer = words.accepted(sent);
  world.counts.accepted += 1;
  log(world, call, {
    verdict: 'accepted',
    status: answer.status,
    customer: sent.customer.key,
    messageId: sent.message.id,
  });
  return give(call, answer);
}

function countCode(world: World, { code }: Refusal): void {
  world.refusedByCode.set(code, (world.refusedByCode.get(code) ?? 0) + 1);
}

function playFault(
  world: World,
  call: SendCall,
  submission: Extract<Submission, { ok: true }>,
  fault: Fault,
  words: SendWords,
): FastifyReply {
  const { reply, request } = call;
  world.counts.faults += 1;
  world.updates.publish({ kind: 'overview' });
  const note = (status: number, more: { messageId?: string; error?: { code: number; details: string } } = {}) =>
    log(world, call, { verdict: 'fault', status, customer: submission.customer.key, ...more });
  const failWith = (refused: Refusal, sent?: Sent) => {
    countCode(world, refused);
    const error = { code: refused.code, details: refused.details };
    const answer = words.refused(refused);
    note(answer.status, { error, ...(sent === undefined ? {} : { messageId: sent.message.id }) });
    return give(call, answer);
  };
  // From here on nobody answers; the connection stays open until the client or the end of the simulator closes it.
  const silence = (sent?: Sent) => {
    note(0, sent === undefined ? {} : { messageId: sent.message.id });
    return reply.hijack();
  };
  const cut = (sent?: Sent) => {
    silence(sent);
    request.raw.socket.destroy();
    return reply;
  };
  switch (fault.kind) {
    case 'refuse':
      return failWith(faultRefusal(fault));
    case 'server-error':
      return failWith(refusal(131000));
    case 'bad-gateway':
      note(502);
      return reply.code(502).type('text/plain').send('Bad gateway');
    case 'hang':
      return silence();
    case 'cut':
      return cut();
    case 'accept-then-500':
      return failWith(refusal(131000), submission.accept());
    case 'accept-then-hang':
      return silence(submission.accept());
    case 'accept-then-cut':
      return cut(submission.accept());
    case 'fail-later': {
      const sent = submission.accept(refusal(fault.code, fault.details));
      const answer = words.accepted(sent);
      note(answer.status, { messageId: sent.message.id });
      return give(call, answer);
    }
  }
}
