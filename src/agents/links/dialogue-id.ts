import { createHash } from 'node:crypto';
import type { WorkspaceId } from '../../storage/documents.js';

/** Both Dialogflows take up to 36 characters. Source: v2 and v3 protos, DetectIntentRequest.session. */
const LENGTH = 32;

/**
 * Name of a dialogue at the agent: the same for the same four, never the same for others, and nothing in it says who the
 * person is. 32 characters of A–Z, a–z, 0–9, - and _.
 *
 * @param epoch counts the dialogues of one session with one agent
 */
export function dialogueId(scope: WorkspaceId, sessionId: string, agent: string, epoch: number): string {
  const named = [scope, sessionId, agent, epoch].join('|');
  return createHash('sha256').update(named).digest('base64url').slice(0, LENGTH);
}
