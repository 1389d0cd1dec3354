import { LiveSessions } from '../../src/flows/live-sessions.js';
import { memoryDocuments } from '../../src/storage/memory/memory-documents.js';
import { workspaceScope } from '../../src/storage/documents.js';
import type { Response } from '../../src/store/response.js';
import { openStore } from '../../src/store/store.js';

const scope = workspaceScope('test');
const QUESTIONS = 20;
const question = (n: number) => `q${n % QUESTIONS}`;

function response(n: number, of: Partial<Response>): { id: string; doc: Response } {
  const doc: Response = {
    flowId: 'big',
    flowVersion: n % 4 === 0 ? 'v2' : 'v1',
    conversationId: `c${n}`,
    contactId: `p${n}`,
    channelId: 'ch',
    language: 'en',
    status: 'active',
    disposition: null,
    reason: null,
    answers: {},
    vars: {},
    path: [],
    waitingOn: question(n),
    startedAt: n,
    updatedAt: n,
    endedAt: null,
    turn: 1,
    ...of,
  };
  return { id: `s${n}`, doc };
}

test('counts thousands of sessions by version and question without reading one of them', async () => {
  const store = await openStore(memoryDocuments());
  const version = (name: string, createdAt: number) => ({
    id: `big@${name}`,
    doc: { flowId: 'big', version: name, source: '', origin: 'x', createdAt },
  });
  await store.flowVersions.insertMissing(scope, [version('v2', 2), version('v1', 1), version('v0', 0)]);
  await store.responses.insertMissing(
    scope,
    Array.from({ length: 4_000 }, (_, n) => response(n, {})),
  );
  await store.responses.insertMissing(scope, [
    response(30_001, { status: 'ended', waitingOn: null }),
    response(30_002, { flowId: 'other' }),
  ]);
  const read = jest.spyOn(store.responses, 'find');
  const live = new LiveSessions(store);
  const versions = await live.versions(scope, 'big');
  expect(versions).toEqual([
    { version: 'v1', createdAt: 1, live: 3_000 },
    { version: 'v2', createdAt: 2, live: 1_000 },
  ]);
  const names = new Map(Array.from({ length: QUESTIONS + 1 }, (_, n) => [`q${n}`, [`q${n}`]]));
  const counts = await Promise.all(versions.map((one) => live.byQuestion(scope, 'big', one, names)));
  // Every fourth session, and so every fourth question, is of the second version.
  expect(counts.map((byQuestion) => [...byQuestion.values()].reduce((sum, n) => sum + n, 0))).toEqual([3_000, 1_000]);
  expect([...(counts[1] ?? [])]).toEqual(['q0', 'q4', 'q8', 'q12', 'q16'].map((name) => [name, 200]));
  expect(read).not.toHaveBeenCalled();
});
