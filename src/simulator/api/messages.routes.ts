import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultRefusal, type Fault } from '../faults.js';
import { refusal, refusalBody, type Refusal } from '../meta-errors.js';
import { markRead } from '../sending/mark-read.js';
import { submit, type Submission } from '../sending/submit.js';
import type { World } from '../world.js';

const PATH = '/messages';

/** POST /messages: sending, and marking as read. */
export function messageRoutes(app: FastifyInstance, world: World): void {
  app.post(PATH, (request, reply) => {
    const payload = request.body;
    if (typeof payload === 'object' && payload !== null && 'status' in payload) {
      const refused = markRead(world, payload);
      return refused ? refuse(world, reply, payload, refused) : receiptTaken(world, payload);
    }
    const submission = submit(world, payload);
    if (!submission.ok) return refuse(world, reply, payload, submission.refusal);
    const { customer } = submission;
    const fault = world.faults.take([customer.waId, customer.userId]);
    if (fault) return playFault(world, request, reply, submission, fault);
    const { id, reply: body } = submission.accept();
    world.counts.accepted += 1;
    log(world, payload, { verdict: 'accepted', status: 200, customer: customer.key, messageId: id });
    return body;
  });
}

type Log = Parameters<World['requests']['add']>[0];

function log(world: World, payload: unknown, outcome: Omit<Log, 'at' | 'method' | 'path' | 'payload'>): void {
  world.requests.add({ at: world.clock.now(), method: 'POST', path: PATH, payload, ...outcome });
}

function refuse(world: World, reply: FastifyReply, payload: unknown, refused: Refusal) {
  world.counts.refused += 1;
  countCode(world, refused);
  const { status, code, details } = refused;
  log(world, payload, { verdict: 'refused', status, error: { code, details } });
  return reply.code(status).send(refusalBody(refused, world.ids.trace()));
}

function countCode(world: World, { code }: Refusal): void {
  world.refusedByCode.set(code, (world.refusedByCode.get(code) ?? 0) + 1);
}

function receiptTaken(world: World, payload: unknown) {
  log(world, payload, { verdict: 'accepted', status: 200 });
  return { success: true };
}

function playFault(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  submission: Extract<Submission, { ok: true }>,
  fault: Fault,
) {
  world.counts.faults += 1;
  world.updates.publish({ kind: 'overview' });
  const note = (status: number, more: { messageId?: string; error?: { code: number; details: string } } = {}) =>
    log(world, request.body, { verdict: 'fault', status, customer: submission.customer.key, ...more });
  const failWith = (refused: Refusal, messageId?: string) => {
    countCode(world, refused);
    const error = { code: refused.code, details: refused.details };
    note(refused.status, { error, ...(messageId === undefined ? {} : { messageId }) });
    return reply.code(refused.status).send(refusalBody(refused, world.ids.trace()));
  };
  // From here on nobody answers; the connection stays open until the client or the end of the simulator closes it.
  const silence = (messageId?: string) => {
    note(0, messageId === undefined ? {} : { messageId });
    reply.hijack();
    return reply;
  };
  const cut = (messageId?: string) => {
    silence(messageId);
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
      return failWith(refusal(131000), submission.accept().id);
    case 'accept-then-hang':
      return silence(submission.accept().id);
    case 'accept-then-cut':
      return cut(submission.accept().id);
    case 'fail-later': {
      const { id, reply: body } = submission.accept(refusal(fault.code, fault.details));
      note(200, { messageId: id });
      return reply.send(body);
    }
  }
}
