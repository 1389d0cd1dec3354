import { timeLeft, untilChange } from './time-left.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;

describe('what is left of the window', () => {
  it('is told in hours and minutes', () => {
    expect(timeLeft(NOW + 23 * 60 * MINUTE + 5 * MINUTE + 59_000, NOW)).toMatchObject({
      state: 'open',
      hours: 23,
      minutes: 5,
    });
    expect(timeLeft(NOW + 72 * 60 * MINUTE, NOW)).toEqual({ state: 'open', hours: 72, minutes: 0, percent: 100 });
  });

  it('warns in the last hour, and is over on the dot', () => {
    expect(timeLeft(NOW + 60 * MINUTE, NOW)).toMatchObject({ state: 'closing', hours: 1, minutes: 0 });
    expect(timeLeft(NOW + 1, NOW)).toMatchObject({ state: 'closing', hours: 0, minutes: 1 });
    expect(timeLeft(NOW, NOW)).toEqual({ state: 'closed', hours: 0, minutes: 0, percent: 0 });
    expect(timeLeft(null, NOW).state).toBe('closed');
  });

  it('changes with every minute of it and at the end', () => {
    expect(untilChange(NOW + 5 * MINUTE + 10_000, NOW)).toBe(10_001);
    expect(untilChange(NOW + 500, NOW)).toBe(501);
    expect(untilChange(NOW, NOW)).toBeUndefined();
    expect(untilChange(null, NOW)).toBeUndefined();
  });
});
