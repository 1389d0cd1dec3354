import { newConversation } from '../conversations/conversation.js';
import { createLogger } from '../logging/logger.js';
import { workspaceScope } from '../storage/documents.js';
import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { openStore, type Store } from '../store/store.js';
import { Backlog, type QueueDepthReader } from './backlog.js';
import { Metrics } from './metrics.js';

const scope = workspaceScope('test');
const log = createLogger('silent');
const common = { channelId: 'ch', contactId: 'c' };

let now: number;
let reads: number;
let store: Store;
let metrics: Metrics;
let answer: QueueDepthReader['read'];

beforeEach(async () => {
  now = 1_000_000;
  reads = 0;
  store = await openStore(memoryDocuments());
  metrics = new Metrics();
  answer = async () => ({ queue: 'turns', jobs: { waiting: 1 }, oldestWaitingSeconds: 0.5 });
});

function backlog(): Backlog {
  const clock = { now: () => now };
  const queue = { read: () => ((reads += 1), answer()) };
  return new Backlog(metrics, queue, store, scope, clock, clock, log);
}

async function valueOf(series: string): Promise<number> {
  const line = (await metrics.text()).split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.split(' ').at(-1));
}

async function message(id: string, receivedAt: number, waiting: string | null): Promise<void> {
  await store.thread.insert(scope, id, {
    kind: 'inbound',
    ...common,
    conversationId: 'v',
    // The contact's own time: late webhooks are not our backlog.
    at: receivedAt - 60_000,
    waiting,
    receivedAt,
    providerMessageId: id,
    from: { waId: '1' },
    content: { kind: 'text', text: 'hi' },
  });
}

test('tells the age of the oldest entry that waits, and how long the earliest is overdue', async () => {
  await message('taken', now - 9_000, null);
  await message('older', now - 4_000, 'v');
  await message('newer', now - 1_000, 'v');
  await store.conversations.insert(scope, 'a', {
    ...newConversation({ ...common, to: {}, now }),
    attentionAt: now - 2_500,
  });
  await store.conversations.insert(scope, 'b', {
    ...newConversation({ ...common, to: {}, now }),
    attentionAt: now + 9_000,
  });
  await backlog().refresh();
  expect(await valueOf('canvass_mailbox_oldest_seconds')).toBe(4);
  expect(await valueOf('canvass_attention_overdue_seconds')).toBe(2.5);
  expect(await valueOf('canvass_queue_oldest_waiting_seconds{queue="turns"}')).toBe(0.5);
});

test('nothing waits: zero, not nothing', async () => {
  await backlog().refresh();
  expect(await valueOf('canvass_mailbox_oldest_seconds')).toBe(0);
  expect(await valueOf('canvass_attention_overdue_seconds')).toBe(0);
});

test('is read once in five seconds, and once for all who ask together', async () => {
  const watched = backlog();
  await Promise.all([watched.refresh(), watched.refresh(), watched.refresh()]);
  now += 4_999;
  await watched.refresh();
  expect(reads).toBe(1);
  now += 1;
  await watched.refresh();
  expect(reads).toBe(2);
});

test('a queue that does not answer costs two seconds and its own figures, and is said once', async () => {
  jest.useFakeTimers();
  try {
    const warn = jest.spyOn(log, 'warn');
    const watched = backlog();
    answer = () => new Promise(() => undefined);
    for (let round = 0; round < 2; round += 1) {
      const done = watched.refresh();
      await jest.advanceTimersByTimeAsync(2_000);
      await done;
      now += 5_000;
    }
    expect(await valueOf('canvass_backlog_readable{source="queue"}')).toBe(0);
    expect(await valueOf('canvass_backlog_readable{source="database"}')).toBe(1);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ event: 'metrics.unreadable', source: 'queue' });

    answer = async () => ({ queue: 'turns', jobs: {}, oldestWaitingSeconds: 0 });
    await watched.refresh();
    expect(await valueOf('canvass_backlog_readable{source="queue"}')).toBe(1);
  } finally {
    jest.useRealTimers();
  }
});
