import { DAY, HOUR, MINUTE } from '../../time/instant.js';
import { Duration, durationMs } from './duration.js';
import { leadTimeMs } from './lead-time.js';

test.each([
  ['45m', 45 * MINUTE],
  ['2h', 2 * HOUR],
  ['1h 30m', 90 * MINUTE],
  ['1h30m', 90 * MINUTE],
  ['2d', 2 * DAY],
  ['1d 2h 3m', DAY + 2 * HOUR + 3 * MINUTE],
  [' 7 d ', 7 * DAY],
  ['365d', 365 * DAY],
])('"%s"', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(['', '0m', 'd', '5', '-1h', '1.5h', '30m 1h', '366d', '1w', 'PT1H', '1h 30m before', '9'.repeat(1_000)])(
  '"%s" is none',
  (text) => {
    expect(durationMs(text)).toBeUndefined();
    expect(Duration.safeParse(text).success).toBe(false);
  },
);

test('a lead time is a duration below a day', () => {
  expect(leadTimeMs('1h 30m before')).toBe(90 * MINUTE);
  expect(leadTimeMs('23h 59m before')).toBe(DAY - MINUTE);
  for (const wrong of ['1d before', '24h before', '45m', 'before', ' before'])
    expect(leadTimeMs(wrong)).toBeUndefined();
});
