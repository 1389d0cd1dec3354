import { rememberedLogs } from '../connected/remembered-logs.js';
import { eventStream } from './event-stream.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function opened(after = 0) {
  const logs = rememberedLogs({ now: () => 0 });
  const gone = new AbortController();
  const seen: string[] = [];
  let ended = false;
  const stream = eventStream({
    logs,
    channelId: 'c',
    visitor: 'v',
    after,
    gone: gone.signal,
    read: ({ seq, text }) => (text === 'unreadable' ? undefined : { kind: 'typing', seq, of: text, now: false }),
  });
  const reading = (async () => {
    for await (const piece of stream) seen.push(piece);
    ended = true;
  })();
  return { logs, gone, seen, reading, ended: () => ended };
}

const texts = (seen: readonly string[]) => seen.flatMap((piece) => /"of":"(\w+)"/.exec(piece)?.[1] ?? []);
const moment = () => jest.advanceTimersByTimeAsync(0);

test('tells what lies there, then what comes, at once', async () => {
  const { logs, seen, gone, reading } = opened();
  await logs.append('c', 'v', 'a', 'first');
  await moment();
  expect(seen[0]).toBe(': connected\n\n');
  await logs.append('c', 'v', 'b', 'unreadable');
  await logs.append('c', 'v', 'c', 'second');
  await moment();
  expect(texts(seen)).toEqual(['first', 'second']);
  gone.abort();
  await reading;
});

test('begins after the line that the page has, and passes a long log on whole', async () => {
  const { logs, seen, gone, reading } = opened(1);
  for (let at = 1; at <= 250; at += 1) await logs.append('c', 'v', `n${at}`, `n${at}`);
  await moment();
  expect(texts(seen)).toEqual(Array.from({ length: 249 }, (_, at) => `n${at + 2}`));
  gone.abort();
  await reading;
});

test('finds what another process put out within a second', async () => {
  const { logs, seen, gone, reading } = opened();
  await moment();
  // As if it came from elsewhere: nobody is called back.
  const silent = rememberedLogs({ now: () => 0 });
  jest.spyOn(logs, 'after').mockImplementation((...args) => silent.after(...args));
  await silent.append('c', 'v', 'a', 'elsewhere');
  await jest.advanceTimersByTimeAsync(999);
  expect(texts(seen)).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(texts(seen)).toEqual(['elsewhere']);
  gone.abort();
  await reading;
});

test('gives signs of life, looks more rarely after a while, and ends after a quarter of an hour', async () => {
  const { logs, seen, ended } = opened();
  const looked = jest.spyOn(logs, 'after');
  await jest.advanceTimersByTimeAsync(60_000);
  const inFirstMinute = looked.mock.calls.length;
  expect(seen.filter((piece) => piece === ': still here\n\n').length).toBeGreaterThanOrEqual(3);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(looked.mock.calls.length - inFirstMinute).toBeLessThan(0.6 * inFirstMinute);
  expect(ended()).toBe(false);
  await jest.advanceTimersByTimeAsync(14 * 60_000);
  expect(ended()).toBe(true);
});

test('ends when nobody is there any more, and lets nothing behind', async () => {
  const { gone, reading, logs } = opened();
  await moment();
  gone.abort();
  await reading;
  expect(jest.getTimerCount()).toBe(0);
  await logs.append('c', 'v', 'a', 'late');
  expect(jest.getTimerCount()).toBe(0);
});
