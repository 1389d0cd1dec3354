import { DeadlineExceeded, withDeadline } from './deadline.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('gives the outcome that comes in time, and leaves no timer behind', async () => {
  await expect(withDeadline(Promise.resolve(7), 100)).resolves.toBe(7);
  await expect(withDeadline(Promise.reject(new Error('no')), 100)).rejects.toThrow('no');
  expect(jest.getTimerCount()).toBe(0);
});

test('says when nothing came, and drops what comes later', async () => {
  let fail: (error: Error) => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => (fail = reject));
  const outcome = expect(withDeadline(late, 100)).rejects.toEqual(new DeadlineExceeded(100));
  await jest.advanceTimersByTimeAsync(100);
  await outcome;
  // Were this unhandled, it would fail the test.
  fail(new Error('too late'));
  await jest.advanceTimersByTimeAsync(1);
});
