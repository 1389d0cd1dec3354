import { pickLocalised } from '../../flow/localised-text.js';
import type { Session } from '../../flow/session.js';
import { moveSession } from '../../flow/versions/move-session.js';
import { wordsFor } from '../../flow/words/words.js';
import type { Command } from '../conversation.js';
import { endDisposition } from './end-disposition.js';
import type { Draft } from './draft.js';
import { endSession, flowOf } from './sessions.js';

type Move = Extract<Command, { kind: 'move-session' }>;
type Close = Extract<Command, { kind: 'close-session' }>;

/** Takes the session to another version of its flow. One that has ended, or is there already, is left alone. */
export function moveToVersion(draft: Draft, { sessionId, flowId, version, map }: Move): void {
  const session = runningSession(draft, sessionId);
  if (!session || session.flowVersion === version) return;
  const old = flowOf(draft, session);
  if (!old) return;
  const flow = draft.world.flows.version(flowId, version);
  if (!flow) {
    draft.note('session.not-moved', { sessionId, flowVersion: version });
    return;
  }
  const result = moveSession(old, { version, flow }, session, map, draft.contextOf(session));
  if (result.effects.some((effect) => effect.kind === 'send')) {
    // What has not left yet asks the question as it was.
    draft.dropUntried((item) => item.question?.sessionId === sessionId, 'message.dropped', 'session-moved');
  }
  draft.take(result);
}

/** Ends the session because its version is closed, with a word to the person if one is given. */
export function closeVersion(draft: Draft, { sessionId, say }: Close): void {
  const session = runningSession(draft, sessionId);
  const flow = session && flowOf(draft, session);
  if (!session || !flow) return;
  endSession(draft, flow, session, endDisposition(session, 'breakoff'), 'version-closed');
  if (say === undefined) return;
  const { language } = session;
  draft.say({ language, body: pickLocalised(say, language, flow.languages), words: wordsFor(language).prompt });
}

function runningSession({ conversation: { session } }: Draft, id: string): Session | undefined {
  return session?.id === id && session.status === 'active' ? session : undefined;
}
