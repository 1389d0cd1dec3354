import { DeadlineExceeded, within } from './within.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('gives the outcome that comes in time, and leaves no timer behind', async () => {
  await expect(within(100, async () => 7)).resolves.toBe(7);
  await expect(within(100, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(jest.getTimerCount()).toBe(0);
});

test('says when nothing came, and drops what comes later', async () => {
  let fail: (error: Error) => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => (fail = reject));
  const outcome = expect(within(100, () => late)).rejects.toEqual(new DeadlineExceeded(100));
  await jest.advanceTimersByTimeAsync(100);
  await outcome;
  // Were this unhandled, it would fail the test.
  fail(new Error('too late'));
  await jest.advanceTimersByTimeAsync(1);
});
