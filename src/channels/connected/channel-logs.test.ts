import { SYSTEM, workspaceScope } from '../../storage/documents.js';
import { memoryDocuments } from '../../storage/memory/memory-documents.js';
import { openStore, type Store } from '../../store/store.js';
import { LINES_KEPT, type ChannelLogs } from '../channel-logs.js';
import { rememberedLogs } from './remembered-logs.js';
import { storedLogs } from './stored-logs.js';

const clock = { now: () => 7 };
const scope = workspaceScope('acme');

async function openedStore(): Promise<Store> {
  const store = await openStore(memoryDocuments());
  for (const channelId of ['c1', 'c2']) {
    await store.channelKeys.insert(SYSTEM, `key-${channelId}`, { workspaceId: scope, channelId });
  }
  return store;
}

describe.each([
  ['in the database', async () => storedLogs(await openedStore(), clock)],
  ['in memory', async () => rememberedLogs(clock)],
])('logs %s', (_where, open) => {
  let logs: ChannelLogs;
  beforeEach(async () => {
    logs = await open();
  });
  const texts = async (channelId: string, log: string, seq = 0) =>
    (await logs.after(channelId, log, seq, 100)).map(({ text }) => text);

  it('keep lines in order, each log for itself', async () => {
    await logs.append('c1', 'ann', 'one', 'first');
    await logs.append('c1', 'bob', 'one', 'Bob’s');
    await logs.append('c2', 'ann', 'one', 'elsewhere');
    await logs.append('c1', 'ann', 'two', 'second');
    expect(await logs.after('c1', 'ann', 0, 100)).toEqual([
      { seq: 1, at: 7, text: 'first' },
      { seq: 2, at: 7, text: 'second' },
    ]);
    expect(await texts('c1', 'ann', 1)).toEqual(['second']);
    expect((await logs.after('c1', 'ann', 0, 1)).map(({ text }) => text)).toEqual(['first']);
    expect(await texts('c2', 'ann')).toEqual(['elsewhere']);
  });

  it('take a line once, whatever it says the second time', async () => {
    await logs.append('c1', 'ann', 'one', 'first');
    await logs.append('c1', 'ann', 'one', 'again');
    expect(await texts('c1', 'ann')).toEqual(['first']);
  });

  it('call back whoever watches, as long as they watch', async () => {
    const heard: string[] = [];
    const stop = logs.watch('c1', 'ann', () => heard.push('ann'));
    await logs.append('c1', 'bob', 'one', 'x');
    await logs.append('c1', 'ann', 'one', 'x');
    await logs.append('c1', 'ann', 'one', 'x');
    stop();
    await logs.append('c1', 'ann', 'two', 'x');
    expect(heard).toEqual(['ann']);
  });

  it('keep the latest lines only, and go on counting', async () => {
    const many = LINES_KEPT + 120;
    for (let at = 1; at <= many; at += 1) await logs.append('c1', 'ann', `line-${at}`, String(at));
    const kept = await logs.after('c1', 'ann', 0, 1_000);
    expect(kept.at(-1)?.seq).toBe(many);
    expect(kept.length).toBeGreaterThanOrEqual(LINES_KEPT);
    expect(kept.length).toBeLessThan(LINES_KEPT + 50);
  });
});

test('two processes that add at once leave no gap and lose nothing', async () => {
  const store = await openedStore();
  const processes = [storedLogs(store, clock), storedLogs(store, clock)];
  await Promise.all(
    Array.from({ length: 12 }, (_, at) => processes[at % 2]?.append('c1', 'ann', `line-${at}`, String(at))),
  );
  const lines = (await processes[0]?.after('c1', 'ann', 0, 100)) ?? [];
  expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  expect(new Set(lines.map(({ text }) => text)).size).toBe(12);
});

test('a line lies in the workspace of its channel; a channel that there is not has no log', async () => {
  const store = await openedStore();
  const logs = storedLogs(store, clock);
  await logs.append('c1', 'ann', 'one', 'x');
  expect(await store.channelLogs.count(scope)).toBe(1);
  expect(await store.channelLogs.count(SYSTEM)).toBe(0);
  await expect(logs.append('c9', 'ann', 'one', 'x')).rejects.toThrow('c9');
});
