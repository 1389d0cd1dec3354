import type { CompiledFlow } from '../../flow/compiled-flow.js';
import type { HiddenValues } from '../../flow/hidden.js';
import type { InboundContent } from '../../flow/inbound.js';
import type { Disposition, Session } from '../../flow/session.js';
import { beginSession } from '../../flow/step.js';
import type { Draft } from './draft.js';
import { endDisposition } from './end-disposition.js';

/** The flow version of a session. Where it is gone, the session ends `failed` and says why; it must not wait for ever. */
export function flowOf(draft: Draft, session: Session): CompiledFlow | undefined {
  const flow = draft.world.flows.version(session.flowId, session.flowVersion);
  if (!flow) {
    const { now } = draft.world;
    draft.note('session.flow-missing', { flowId: session.flowId, flowVersion: session.flowVersion });
    draft.setSession({
      ...session,
      status: 'ended',
      waiting: null,
      disposition: 'failed',
      reason: 'flow-missing',
      endedAt: now,
      updatedAt: now,
      turn: session.turn + 1,
    });
  }
  return flow;
}

/**
 * Starts the published version of a flow in place of the session that may be running, which ends for the given reason.
 * A flow that is not published changes nothing. `opening` is what the contact began with, where that was no keyword.
 */
export function startFlow(
  draft: Draft,
  flowId: string,
  {
    language,
    hidden,
    opening,
  }: { language?: string | undefined; hidden?: HiddenValues | undefined; opening?: InboundContent | undefined } = {},
  replaces = 'interrupted',
): void {
  const { world } = draft;
  const published = world.flows.published(flowId);
  if (!published) {
    draft.note('flow.unknown', { flowId });
    return;
  }
  endActiveSession(draft, 'breakoff', replaces);
  const session = beginSession(published.flow, {
    id: world.newId(),
    flowVersion: published.version,
    contact: world.contact,
    ...(language === undefined ? {} : { language }),
    ...(hidden && { hidden }),
    now: world.now,
  });
  draft.note('session.started', { sessionId: session.id, flowId, language: session.language });
  draft.step(published.flow, session, { kind: 'start', ...(opening && { opening }) });
}

/**
 * Ends the session if one is running: `partial` when something was answered, else `unanswered`; `always` overrides both.
 */
export function endActiveSession(draft: Draft, unanswered: Disposition, reason: string, always?: Disposition): void {
  const session = draft.conversation.session;
  if (session?.status !== 'active') return;
  const flow = flowOf(draft, session);
  if (flow) endSession(draft, flow, session, always ?? endDisposition(session, unanswered), reason);
}

/** Ends a running session before its end. A question of it that has not left yet, or its template, is not sent any more. */
export function endSession(
  draft: Draft,
  flow: CompiledFlow,
  session: Session,
  disposition: Disposition,
  reason: string,
): void {
  draft.dropUntried((item) => item.question?.sessionId === session.id, 'message.dropped', 'session-ended');
  draft.step(flow, session, { kind: 'end', disposition, reason });
}
