import type { CompiledFlow } from '../../flow/compiled-flow.js';
import type { Session } from '../../flow/session.js';
import type { OutboundMessage } from '../../rendering/outbound.js';
import { DAY } from '../../time/instant.js';
import { decideFallback, type FallbackCandidate, type Prepared } from '../../window/fallback.js';
import { bindCall } from './bind-call.js';
import { endDisposition } from './end-disposition.js';
import type { Draft } from './draft.js';
import { endSession } from './sessions.js';
import type { Fallback } from '../conversation.js';

/**
 * The window has closed on a waiting question: decides the one fallback of this closing. Called by the closing timer,
 * by a send that would come too late, by the provider's "window closed", and again when a template it chose was
 * refused.
 */
export function closeWindow(draft: Draft, flow: CompiledFlow, signal: 'clock' | 'provider' | 'template-refused'): void {
  const { conversation, world } = draft;
  const session = conversation.session;
  if (!session || session.status !== 'active' || !session.waiting) return;

  const current = fallbackOfThisClosing(draft, session);
  if (current && current.state !== 'deferred' && signal !== 'template-refused') {
    draft.note('fallback.already-decided', { signal });
    return;
  }
  draft.dropUntried((item) => item.message.kind !== 'template', 'message.dropped', 'window-closed');
  if (flow.kind === 'conversation' && flow.closedCallFor(session.waiting.stepId) === undefined) {
    // Nothing is left to be answered: who has nothing more to say in a conversation is not called back.
    return endSession(draft, flow, session, 'completed', 'silence');
  }
  // What was refused reached nobody: the next in the chain must not fail for the caps because of it.
  if (signal === 'template-refused' && current?.sentAt !== undefined) draft.uncountTemplate(current.sentAt);

  const decision = decideFallback({
    now: world.now,
    candidates: candidatesFor(draft, flow, session.waiting.stepId),
    tried: current?.tried ?? [],
    optedOut: conversation.optedOutAt !== null,
    quietHours: world.channel.quietHours,
    caps: world.channel.templateCaps,
    templatesSentAt: conversation.templatesSentAt,
    prepare: (candidate) => prepare(draft, flow, session, candidate),
  });
  for (const skipped of decision.skipped) {
    draft.note('fallback.template-skipped', {
      template: skipped.template,
      code: skipped.code,
      message: skipped.message,
    });
  }
  const closing = { inboundCount: conversation.inboundCount, sessionId: session.id, tried: current?.tried ?? [] };

  switch (decision.kind) {
    case 'defer':
      conversation.fallback = { ...closing, state: 'deferred', until: decision.until };
      draft.note('fallback.deferred', { until: decision.until, reason: 'quiet-hours' });
      return;
    case 'give-up': {
      conversation.fallback = { ...closing, state: 'given-up' };
      draft.note('fallback.given-up', { reason: decision.reason, signal });
      const disposition = decision.reason === 'opted-out' ? 'refused' : endDisposition(session, 'unreachable');
      endSession(draft, flow, session, disposition, `window-closed-${decision.reason}`);
      return;
    }
    case 'send': {
      const question = { sessionId: session.id, stepId: session.waiting.stepId, render: session.waiting.render };
      draft.step(flow, session, { kind: 'template-shown', buttons: decision.buttons });
      const itemId = draft.enqueue(decision.message, question);
      conversation.templatesSentAt = [
        ...conversation.templatesSentAt.filter((at) => at > world.now - 7 * DAY),
        world.now,
      ];
      conversation.fallback = {
        ...closing,
        state: 'sent',
        tried: [...closing.tried, decision.template],
        itemId,
        sentAt: world.now,
      };
      draft.note('fallback.sent', {
        template: decision.template,
        from: decision.from,
        buttons: decision.buttons,
        signal,
      });
      return;
    }
  }
}

/** The fallback already begun for this closing: same session, and the contact has not written since. */
export function fallbackOfThisClosing(draft: Draft, session: Session): Fallback | undefined {
  const { fallback, inboundCount } = draft.conversation;
  if (!fallback || fallback.sessionId !== session.id || fallback.inboundCount !== inboundCount) return undefined;
  return fallback;
}

function candidatesFor(draft: Draft, flow: CompiledFlow, stepId: string): FallbackCandidate[] {
  const calls = [
    { from: 'step' as const, call: flow.closedCallFor(stepId) },
    { from: 'flow' as const, call: flow.window.closed },
    { from: 'channel' as const, call: draft.world.channel.closed },
  ];
  return calls.flatMap(({ from, call }) => (call ? [{ from, call }] : []));
}

function prepare(
  draft: Draft,
  flow: CompiledFlow,
  session: Session,
  { from, call }: FallbackCandidate,
): Prepared<OutboundMessage> {
  const { waiting } = session;
  if (!waiting) return { ok: false, problems: [{ code: 'nothing-waiting', message: 'no question waits' }] };
  return bindCall(draft.world, { flow, session, waiting, ofStep: from === 'step' }, call);
}
