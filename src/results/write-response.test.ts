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
  await Promise.all([3, 1, 5, 2, 5, 4].map((turn) => writeResponse(store, scope, owner, session(turn))));
  expect(await store.responses.get(scope, 's')).toMatchObject({
    turn: 5,
    updatedAt: 5,
    disposition: null,
    waitingOn: null,
    ...owner,
  });
});
