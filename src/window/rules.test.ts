import { DAY, HOUR, MINUTE } from '../time/instant.js';
import { SAFETY_MARGIN, afterClosedSignal, afterInbound, isOpenAt } from './rules.js';

const NOW = Date.UTC(2026, 2, 2, 12);

test('a message opens it for its hours, counted from when it was sent', () => {
  expect(afterInbound({ closesAt: 0 }, { at: NOW - HOUR }, 24, NOW)).toEqual({ closesAt: NOW + 23 * HOUR });
});

test('a provider whose clock is ahead gives no more than 24 hours', () => {
  expect(afterInbound({ closesAt: 0 }, { at: NOW + HOUR }, 24, NOW)).toEqual({ closesAt: NOW + DAY });
});

test('an older message never shortens it', () => {
  const window = { closesAt: NOW + DAY };
  expect(afterInbound(window, { at: NOW - 3 * DAY }, 24, NOW)).toEqual(window);
});

test('an ad opens 72 free hours, which do not widen what may be sent; later messages keep them', () => {
  const fromAd = afterInbound({ closesAt: 0 }, { at: NOW, fromAd: true }, 24, NOW);
  expect(fromAd).toEqual({ closesAt: NOW + DAY, freeEntryUntil: NOW + 72 * HOUR });
  expect(afterInbound(fromAd, { at: NOW + HOUR }, 24, NOW + HOUR).freeEntryUntil).toBe(NOW + 72 * HOUR);
  expect(isOpenAt(fromAd, 24, NOW + 30 * HOUR)).toBe(false);
});

test('the provider knows better, but only that it is closed', () => {
  expect(afterClosedSignal({ closesAt: NOW + HOUR }, NOW)).toEqual({ closesAt: NOW });
  expect(afterClosedSignal({ closesAt: NOW - HOUR, freeEntryUntil: 1 }, NOW)).toEqual({
    closesAt: NOW - HOUR,
    freeEntryUntil: 1,
  });
});

test.each([
  [NOW, true],
  [NOW + DAY - SAFETY_MARGIN - 1, true],
  [NOW + DAY - SAFETY_MARGIN, false],
  [NOW + DAY + MINUTE, false],
])('open at %d: %s', (at, open) => expect(isOpenAt({ closesAt: NOW + DAY }, 24, at)).toBe(open));

test('never opened is closed; a channel without a window is open', () => {
  expect(isOpenAt({ closesAt: 0 }, 24, NOW)).toBe(false);
  expect(isOpenAt({ closesAt: 0 }, undefined, NOW)).toBe(true);
});
