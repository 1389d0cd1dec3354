import { Problem } from '../../http/problem.js';
import type { LocalAgent } from '../local/local-agent.js';

/** Bytes of a zip that is sent to the API: it is read while others wait. */
export const MOST_SENT = 10 * 1_024 * 1_024;

/** An exported agent that was sent to us. The reader is loaded with the first. @throws Problem 422 */
export async function readGivenZip(bytes: Uint8Array): Promise<{ agent: LocalAgent; problems: string[] }> {
  const { readAgentZip } = await import('../local/read-export.js');
  const { agent, problems } = readAgentZip(bytes);
  if (agent) return { agent, problems };
  throw new Problem(
    422,
    'agent-unreadable',
    'The agent cannot be read',
    `This is no exported Dialogflow ES agent${problems.length > 0 ? `: ${problems.join('; ')}` : ''}`,
    problems.map((message) => ({ field: 'zip', rule: 'agent-export', message })),
  );
}
