import { dayName, shortTime, wholeDays } from './day.js';

describe('days in a thread', () => {
  const now = new Date(2026, 10, 22, 12).getTime();
  const before = (days: number) => new Date(2026, 10, 22 - days, 23, 59).getTime();

  it('are named as people name them', () => {
    expect([0, 1, 3, 7, 400].map((days) => dayName(before(days), now, 'en'))).toEqual([
      'Today',
      'Yesterday',
      'Thursday',
      'November 15, 2026',
      'October 18, 2025',
    ]);
    expect(dayName(before(1), now, 'ar')).toBe('أمس');
  });

  it('change at midnight where the viewer is', () => {
    expect(wholeDays(new Date(2026, 10, 22).getTime()) - wholeDays(before(1))).toBe(1);
  });

  it('are short in a list', () => {
    expect(shortTime(now, now, 'en')).toMatch(/^12:00/);
    expect(shortTime(before(1), now, 'en')).toBe('Nov 21');
    expect(shortTime(before(400), now, 'en')).toBe('Oct 18, 2025');
  });
});
