import type { SendFailure } from '../../channels/failure.js';
import type { CompiledFlow } from '../../flow/compiled-flow.js';
import type { Session } from '../../flow/session.js';
import { MINUTE } from '../../time/instant.js';
import { afterClosedSignal } from '../../window/rules.js';
import { closeWindow } from './close-window.js';
import type { Draft } from './draft.js';
import { endDisposition } from './end-disposition.js';
import { endSession, flowOf } from './sessions.js';
import type { FailedMessage } from './turn-input.js';

/** A message that the provider accepted and failed later is sent anew at most this often. */
const MAX_RESENDS = 3;

/**
 * A message of ours came to nothing. What follows depends on the class of the failure, on whether the contact has
 * written since (then the conversation has moved on), and on what the message showed.
 */
export function applySendFailed(draft: Draft, message: FailedMessage, failure: SendFailure): void {
  const { conversation } = draft;
  const template = message.message.kind === 'template';
  draft.note('send.failed', { class: failure.class, code: failure.code, kind: message.message.kind });
  if (message.inboundCount < conversation.inboundCount) return;
  if (failure.class === 'fall-back' && !template) {
    conversation.window = afterClosedSignal(conversation.window, draft.world.now);
  }
  // Whoever wrote it sees in the thread what became of it, and decides.
  if (message.by) return;

  const session = conversation.session;
  if (!session || session.status !== 'active' || !session.waiting) return;
  // A question of a session that another has replaced: nobody waits for it.
  if (message.question && message.question.sessionId !== session.id) return;
  const flow = flowOf(draft, session);
  if (!flow) return;

  if (failure.class === 'stale') {
    endSession(draft, flow, session, endDisposition(session, 'unreachable'), 'message-stale');
    return;
  }
  if (template && ['fall-back', 'template-unusable', 'refused'].includes(failure.class)) {
    closeWindow(draft, flow, 'template-refused');
    return;
  }
  switch (failure.class) {
    case 'fall-back':
      closeWindow(draft, flow, 'provider');
      return;
    case 'undeliverable':
      endSession(draft, flow, session, endDisposition(session, 'unreachable'), `undeliverable-${failure.code}`);
      return;
    case 'retry':
    case 'wait':
    case 'maybe-sent':
    case 'stop-channel':
      if (!resend(draft, session, message, failure)) refuse(draft, flow, session, message, failure);
      return;
    case 'refused':
    case 'template-unusable':
      refuse(draft, flow, session, message, failure);
      return;
  }
}

/**
 * Sends the same again after a while, if the provider had taken it and it is still what the contact should see now.
 * What was never taken has been tried often enough by the outbox.
 */
function resend(draft: Draft, session: Session, message: FailedMessage, failure: SendFailure): boolean {
  const current = message.question === undefined || message.question.render === session.waiting?.render;
  const resends = (message.resends ?? 0) + 1;
  if (!current || resends > MAX_RESENDS || message.providerMessageId === null) return false;
  const wait = failure.retryAfterMs ?? MINUTE * 4 ** (resends - 1);
  draft.enqueue(message.message, message.question, { resends, notBefore: draft.world.now + wait });
  draft.note('send.again', { code: failure.code, afterMs: wait });
  return true;
}

/** Nothing more can be done about this message. A question that nobody will ever see must not be waited on. */
function refuse(
  draft: Draft,
  flow: CompiledFlow,
  session: Session,
  message: FailedMessage,
  failure: SendFailure,
): void {
  if (message.question?.render !== session.waiting?.render) return;
  // A talk goes on without the one message; the person has others to answer, or says something else.
  if (session.waiting?.agent) return;
  endSession(draft, flow, session, 'failed', `message-refused-${failure.code}`);
}
