import type { SendFailure } from '../channels/failure.js';
import { pauseBefore, restOfChannel } from './retry-policy.js';

function refusal(of: Partial<SendFailure>): SendFailure {
  return { class: 'retry', code: 'x', detail: '', text: '', tellPerson: false, ...of };
}

const seconds = (count: number, ms: (attempts: number) => number | undefined) =>
  Array.from({ length: count }, (_, i) => (ms(i + 1) ?? NaN) / 1_000);

test.each([
  ['for the moment', {}, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]],
  ['too fast for the channel', { retryAfterMs: 10_000, tooFast: 'channel' as const }, [10, 20, 40, 80, 160, 300, 300]],
  ['too fast for one person', { retryAfterMs: 6_000, tooFast: 'pair' as const }, [6, 24, 96, 300, 300]],
  ['longer than our longest', { retryAfterMs: 600_000 }, [600, 600]],
])('pauses after a refusal %s', (_, of, wanted) => {
  expect(seconds(wanted.length, (attempts) => pauseBefore(refusal(of), attempts, 0))).toEqual(wanted);
});

test('chance makes a pause longer by a quarter at most', () => {
  expect(pauseBefore(refusal({}), 3, 0.999)).toBeCloseTo(5_000, -1);
});

test('what was never "for the moment" has no pause', () => {
  expect(pauseBefore(refusal({ class: 'refused' }), 1, 0)).toBeUndefined();
});

test.each([
  [1_000, [1, 2, 4, 8, 10, 10]],
  [10_000, [10, 10]],
  [120_000, [120, 120]],
  [undefined, [1, 2]],
])('a channel that is told %s ms rests', (retryAfterMs, wanted) => {
  const failure = refusal(retryAfterMs === undefined ? {} : { retryAfterMs });
  expect(seconds(wanted.length, (attempts) => restOfChannel(failure, attempts))).toEqual(wanted);
});
