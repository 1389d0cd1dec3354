import { dayReader } from './days.js';

const at = (iso: string) => Date.parse(iso);

test('days are those of the zone, over a change of its clocks', () => {
  const dayOf = dayReader('Europe/Madrid');
  expect(dayOf(at('2026-03-28T22:59:59Z'))).toBe('2026-03-28');
  expect(dayOf(at('2026-03-28T23:00:00Z'))).toBe('2026-03-29');
  // Summer time has begun.
  expect(dayOf(at('2026-03-29T21:59:59Z'))).toBe('2026-03-29');
  expect(dayOf(at('2026-03-29T22:00:00Z'))).toBe('2026-03-30');
});

test('zones of half hours have theirs', () => {
  const dayOf = dayReader('Asia/Kolkata');
  expect(dayOf(at('2026-11-22T18:29:59Z'))).toBe('2026-11-22');
  expect(dayOf(at('2026-11-22T18:30:00Z'))).toBe('2026-11-23');
});
