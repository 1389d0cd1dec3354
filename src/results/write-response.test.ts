import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { workspaceScope } from '../storage/documents.js';
import { openStore } from '../store/store.js';
import type { Session } from '../flow/session.js';
import { writeResponse } from './write-response.js';

const scope = workspaceScope('test');
const owner = { conversationId: 'c', contactId: 'p', channelId: 'ch' };
const session = (turn: number): Session => ({
  v: 1,
  id: 's',
  flowId: 'f',
  flowVersion: '1',
  language: 'en',
  status: 'active',
  startedAt: 1,
  updatedAt: turn,
  turn,
  renders: 1,
  answers: {},
  vars: {},
  path: ['q'],
  waiting: null,
});

test('an older turn never overwrites a newer one, in whatever order they come', async () => {
  const store = await openStore(memoryDocuments());
  await Promise.all([3, 1, 5, 2, 5, 4].map((turn) => writeResponse(store, scope, owner, session(turn), null, 100)));
  expect(await store.responses.get(scope, 's')).toMatchObject({
    turn: 5,
    writtenAt: 100,
    updatedAt: 5,
    disposition: null,
    waitingOn: null,
    ...owner,
  });
});

test('with what was written last it need not be read, unless somebody has written since', async () => {
  const store = await openStore(memoryDocuments());
  const first = await writeResponse(store, scope, owner, session(1), null, 100);
  const second = await writeResponse(store, scope, owner, session(2), first, 100);
  expect(second).toEqual({ sessionId: 's', rev: 2 });
  // What was known is old: a newer one is kept, an older one is overwritten.
  await writeResponse(store, scope, owner, session(9), second, 100);
  expect(await writeResponse(store, scope, owner, session(3), second, 100)).toEqual({ sessionId: 's', rev: 3 });
  expect(await store.responses.get(scope, 's')).toMatchObject({ turn: 9 });
  expect(await writeResponse(store, scope, owner, session(10), second, 100)).toEqual({ sessionId: 's', rev: 4 });
  expect(await store.responses.get(scope, 's')).toMatchObject({ turn: 10, rev: 4 });
});

test('what is known of another session says nothing', async () => {
  const store = await openStore(memoryDocuments());
  await writeResponse(store, scope, owner, { ...session(4), id: 'other' }, null, 100);
  await writeResponse(store, scope, owner, session(1), { sessionId: 'other', rev: 1 }, 100);
  expect(await store.responses.get(scope, 's')).toMatchObject({ turn: 1 });
  expect(await store.responses.get(scope, 'other')).toMatchObject({ turn: 4 });
});
