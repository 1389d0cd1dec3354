import { formatsIn } from './use-formats.js';

const { duration, text, share, day } = formatsIn('en');

test('a duration is told in its two greatest units', () => {
  expect(duration(0)).toBe('0 sec');
  expect(duration(59.6)).toBe('1 min');
  expect(duration(80)).toMatch(/^1 min 20 sec$/);
  expect(duration(3_600)).toBe('1 hr');
  expect(duration(90_061)).toMatch(/^1 day 1 hr$/);
});

test('a text comes in the reader’s language, or in one that there is', () => {
  expect(text({ en: 'Good', ar: 'جيدة' }, 'good')).toBe('Good');
  expect(text({ ar: 'جيدة' }, 'good')).toBe('جيدة');
  expect(text({}, 'good')).toBe('good');
});

test('shares and days', () => {
  expect(share(0.666)).toBe('67%');
  expect(day('2026-11-22')).toBe('Nov 22');
});
