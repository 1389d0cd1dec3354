import type { SendFailure } from '../../channels/failure.js';
import type { Session } from '../../flow/session.js';
import { MINUTE } from '../../time/instant.js';
import { afterClosedSignal } from '../../window/rules.js';
import { closeWindow } from './close-window.js';
import type { Draft } from './draft.js';
import { endDisposition } from './end-disposition.js';
import { flowOf } from './sessions.js';
import type { FailedMessage } from './turn-input.js';

/** A message that the provider failed later is sent anew at most this often. */
const MAX_RESENDS = 3;

/**
 * A message of ours came to nothing. What follows depends on the class of the failure, on whether the contact has
 * written since (then the conversation has moved on), and on what the message showed.
 */
export function applySendFailed(draft: Draft, message: FailedMessage, failure: SendFailure): void {
  const { conversation } = draft;
  const template = message.message.kind === 'template';
  draft.note('send.failed', { class: failure.class, code: failure.code, kind: message.message.kind });

  const session = conversation.session;
  if (!session || session.status !== 'active' || !session.waiting) return;
  if (message.inboundCount < conversation.inboundCount) return;
  const flow = flowOf(draft, session);
  if (!flow) return;

  if (template && ['fall-back', 'template-unusable', 'refused'].includes(failure.class)) {
    closeWindow(draft, flow, 'template-refused');
    return;
  }
  switch (failure.class) {
    case 'fall-back':
      conversation.window = afterClosedSignal(conversation.window, draft.world.now);
      closeWindow(draft, flow, 'provider');
      return;
    case 'undeliverable':
      draft.step(flow, session, {
        kind: 'end',
        disposition: endDisposition(session, 'unreachable'),
        reason: `undeliverable-${failure.code}`,
      });
      return;
    case 'retry':
    case 'wait':
    case 'maybe-sent':
      if (resend(draft, session, message, failure)) return;
      refuse(draft, session, message, failure);
      return;
    case 'refused':
    case 'template-unusable':
      refuse(draft, session, message, failure);
      return;
    case 'stop-channel':
      // The channel stops as a whole; the message goes again when a person has mended it.
      resend(draft, session, message, failure);
      return;
  }
}

/** Sends the same again after a while, if it is still what the contact should see now. */
function resend(draft: Draft, session: Session, message: FailedMessage, failure: SendFailure): boolean {
  const current = message.question === undefined || message.question.render === session.waiting?.render;
  const attempts = message.attempts + 1;
  if (!current || attempts > MAX_RESENDS) return false;
  const wait = failure.retryAfterMs ?? MINUTE * 4 ** (attempts - 1);
  draft.enqueue(message.message, message.question, { attempts: 0, notBefore: draft.world.now + wait });
  draft.note('send.again', { code: failure.code, afterMs: wait });
  return true;
}

/** Nothing more can be done about this message. A question that nobody will ever see must not be waited on. */
function refuse(draft: Draft, session: Session, message: FailedMessage, failure: SendFailure): void {
  if (message.question?.render !== session.waiting?.render) return;
  const flow = flowOf(draft, session);
  if (!flow) return;
  draft.step(flow, session, {
    kind: 'end',
    disposition: 'failed',
    reason: `message-refused-${failure.code}`,
  });
}
