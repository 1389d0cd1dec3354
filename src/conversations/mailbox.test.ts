import { workspaceScope } from '../storage/documents.js';
import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { openStore, type Store } from '../store/store.js';
import type { ThreadEntry } from './conversation.js';
import { Mailbox } from './mailbox.js';

const scope = workspaceScope('test');

let store: Store;
let finds: number;
let mailbox: Mailbox;

beforeEach(async () => {
  store = await openStore(memoryDocuments());
  finds = 0;
  const find: Store['thread']['find'] = (...query) => {
    finds += 1;
    return store.thread.find(...query);
  };
  const setFields: Store['thread']['setFields'] = (...given) => store.thread.setFields(...given);
  mailbox = new Mailbox({ thread: { ...store.thread, find, setFields } as Store['thread'] });
});

function entry(conversationId: string, at: number): ThreadEntry {
  const command = { kind: 'end-session' as const, reason: 'test' };
  return { kind: 'command', conversationId, channelId: 'ch', contactId: 'p', at, waiting: conversationId, command };
}

async function fill(conversationId: string, count: number): Promise<void> {
  await store.thread.insertMissing(
    scope,
    Array.from({ length: count }, (_, n) => ({ id: `${conversationId}-${n}`, doc: entry(conversationId, count - n) })),
  );
}

test('many at once are looked into together, each gets its own, oldest first', async () => {
  await fill('a', 2);
  await fill('b', 3);
  const boxes = await Promise.all(['a', 'b', 'nobody'].map((id) => mailbox.waitingFor(scope, id)));
  expect(boxes.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['a-1', 'a-0'], ['b-2', 'b-1', 'b-0'], []]);
  expect(finds).toBe(1);
});

test('a flood in one mailbox hides no other', async () => {
  await fill('flood', 1_500);
  await fill('quiet', 1);
  const [flood, quiet] = await Promise.all(['flood', 'quiet'].map((id) => mailbox.waitingFor(scope, id)));
  expect(flood).toMatchObject({ more: true });
  expect(flood!.entries).toHaveLength(100);
  expect(quiet).toMatchObject({ more: false, entries: [{ id: 'quiet-0' }] });
});

test('what is taken waits no longer', async () => {
  await fill('a', 2);
  await fill('b', 1);
  const [a, b] = await Promise.all(['a', 'b'].map((id) => mailbox.waitingFor(scope, id)));
  await Promise.all([mailbox.markTaken(scope, a!.entries.slice(0, 1)), mailbox.markTaken(scope, b!.entries)]);
  expect((await mailbox.waitingFor(scope, 'a')).entries.map(({ id }) => id)).toEqual(['a-0']);
  expect((await mailbox.waitingFor(scope, 'b')).entries).toEqual([]);
});
