import type { Session } from '../flow/session.js';
import { UniqueViolation } from '../storage/errors.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Response } from '../store/response.js';
import type { Store } from '../store/store.js';

/** Where a session belongs; does not change during its life. */
export interface ResponseOwner {
  conversationId: string;
  contactId: string;
  channelId: string;
}

/** Writes the response of a session as it stands. May be repeated and may come late: an older turn never overwrites a newer one. */
export async function writeResponse(
  store: Pick<Store, 'responses'>,
  scope: WorkspaceId,
  owner: ResponseOwner,
  session: Session,
): Promise<void> {
  const response = responseOf(owner, session);
  if (await replaceOlder(store, scope, session.id, response)) return;
  try {
    await store.responses.insert(scope, session.id, response);
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    await replaceOlder(store, scope, session.id, response);
  }
}

async function replaceOlder(
  store: Pick<Store, 'responses'>,
  scope: WorkspaceId,
  id: string,
  response: Response,
): Promise<boolean> {
  const saved = await store.responses.update(scope, id, (stored) =>
    stored.turn < response.turn ? response : undefined,
  );
  return saved !== undefined;
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
