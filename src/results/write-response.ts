import type { Session } from '../flow/session.js';
import { UniqueViolation } from '../storage/errors.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Response } from '../store/response.js';
import type { Store } from '../store/store.js';
import type { Instant } from '../time/instant.js';

/** Where a session belongs; does not change during its life. */
export interface ResponseOwner {
  conversationId: string;
  contactId: string;
  channelId: string;
}

/** Which response was written last, and its revision then. */
export interface WrittenResponse {
  sessionId: string;
  rev: number;
}

/**
 * Writes the response of a session as it stands. May be repeated and may come late: an older turn never overwrites a
 * newer one.
 *
 * @param last what the conversation wrote last: as a rule it is still the newest and need not be read again
 * @param now by the machine's own clock, whatever time the conversation believes it to be
 */
export async function writeResponse(
  store: Pick<Store, 'responses'>,
  scope: WorkspaceId,
  owner: ResponseOwner,
  session: Session,
  last: WrittenResponse | null,
  now: Instant,
): Promise<WrittenResponse> {
  const { id } = session;
  const response = { ...responseOf(owner, session), writtenAt: now };
  const { responses } = store;
  const written = ({ rev }: Stored): WrittenResponse => ({ sessionId: id, rev });
  // Its revision still being the last one says that nothing newer was written either.
  const next = last?.sessionId === id ? await responses.replace(scope, { ...response, id, rev: last.rev }) : undefined;
  const saved = next ?? (await replaceOlder(responses, scope, id, response));
  if (saved) return written(saved);
  try {
    return written(await responses.insert(scope, id, response));
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    return written((await replaceOlder(responses, scope, id, response)) ?? { id, rev: 1 });
  }
}

function replaceOlder(
  responses: Store['responses'],
  scope: WorkspaceId,
  id: string,
  response: Response,
): Promise<(Response & Stored) | undefined> {
  return responses.update(scope, id, (stored) => (stored.turn < response.turn ? response : undefined));
}

function responseOf(owner: ResponseOwner, session: Session): Response {
  return {
    ...owner,
    flowId: session.flowId,
    flowVersion: session.flowVersion,
    language: session.language,
    status: session.status,
    disposition: session.disposition ?? null,
    reason: session.reason ?? null,
    answers: session.answers,
    vars: session.vars,
    path: session.path,
    waitingOn: session.waiting?.stepId ?? null,
    startedAt: session.startedAt,
    updatedAt: session.updatedAt,
    endedAt: session.endedAt ?? null,
    turn: session.turn,
  };
}
