import type { CompiledFlow } from '../../flow/compiled-flow.js';
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

/** Starts the published version of a flow; a session that was running must have been ended before. */
export function startFlow(draft: Draft, flowId: string, language: string | undefined): void {
  const { world } = draft;
  const published = world.flows.published(flowId);
  if (!published) {
    draft.note('flow.unknown', { flowId });
    return;
  }
  const session = beginSession(published.flow, {
    id: world.newId(),
    flowVersion: published.version,
    contact: world.contact,
    ...(language === undefined ? {} : { language }),
    now: world.now,
  });
  draft.note('session.started', { sessionId: session.id, flowId, language: session.language });
  draft.step(published.flow, session, { kind: 'start' });
}

/**
 * Ends the session if one is running: `partial` when something was answered, else `unanswered`; `always` overrides both.
 */
export function endActiveSession(draft: Draft, unanswered: Disposition, reason: string, always?: Disposition): void {
  const session = draft.conversation.session;
  if (session?.status !== 'active') return;
  const flow = flowOf(draft, session);
  if (!flow) return;
  draft.step(flow, session, { kind: 'end', disposition: always ?? endDisposition(session, unanswered), reason });
}
