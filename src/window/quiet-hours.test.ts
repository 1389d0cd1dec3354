import { DateTime } from 'luxon';
import { QuietHours, quietUntil } from './quiet-hours.js';

const at = (iso: string, zone: string) => DateTime.fromISO(iso, { zone }).toMillis();
const night = { from: '21:00', to: '09:00', zone: 'Europe/Madrid' };

test.each([
  ['2026-03-02T20:59', undefined],
  ['2026-03-02T21:00', '2026-03-03T09:00'],
  ['2026-03-02T23:59', '2026-03-03T09:00'],
  ['2026-03-03T00:00', '2026-03-03T09:00'],
  ['2026-03-03T08:59', '2026-03-03T09:00'],
  ['2026-03-03T09:00', undefined],
])('21:00–09:00 at %s: until %s', (now, until) => {
  expect(quietUntil(night, at(now, night.zone))).toBe(until && at(until, night.zone));
});

test.each([
  ['2026-03-02T12:59', undefined],
  ['2026-03-02T13:00', '2026-03-02T15:30'],
  ['2026-03-02T15:29', '2026-03-02T15:30'],
  ['2026-03-02T15:30', undefined],
])('13:00–15:30 at %s: until %s', (now, until) => {
  const siesta = { from: '13:00', to: '15:30', zone: 'Asia/Kolkata' };
  expect(quietUntil(siesta, at(now, siesta.zone))).toBe(until && at(until, siesta.zone));
});

test('the zone decides, not the machine', () => {
  const now = Date.UTC(2026, 2, 2, 22);
  expect(quietUntil(night, now)).toBe(Date.UTC(2026, 2, 3, 8));
  expect(quietUntil({ ...night, zone: 'America/New_York' }, now)).toBeUndefined();
});

test('from equal to to is never quiet', () => {
  expect(quietUntil({ ...night, from: '08:00', to: '08:00' }, at('2026-03-02T08:00', night.zone))).toBeUndefined();
});

describe('when the clocks change', () => {
  test('the night in which an hour is missing is an hour shorter', () => {
    const evening = at('2026-03-28T22:00', night.zone);
    expect(quietUntil(night, evening)).toBe(evening + 10 * 3_600_000);
  });

  test('the night in which an hour comes twice is an hour longer', () => {
    const evening = at('2026-10-24T22:00', night.zone);
    expect(quietUntil(night, evening)).toBe(evening + 12 * 3_600_000);
  });

  test('an end inside the missing hour comes within the hour after it, and is not quiet', () => {
    const quiet = { ...night, to: '02:30' };
    const until = quietUntil(quiet, at('2026-03-29T01:30', night.zone)) ?? 0;
    expect(until).toBeGreaterThanOrEqual(at('2026-03-29T03:00', night.zone));
    expect(until).toBeLessThan(at('2026-03-29T04:00', night.zone));
    expect(quietUntil(quiet, until)).toBeUndefined();
  });

  test('in the hour that comes twice it never waits a day', () => {
    const quiet = { ...night, to: '02:45' };
    const second = Date.UTC(2026, 9, 25, 1, 30);
    expect(quietUntil(quiet, second)).toBe(Date.UTC(2026, 9, 25, 1, 45));
  });
});

test.each([
  [{ ...night, from: '24:00' }, 'HH:MM'],
  [{ ...night, to: '9:00' }, 'HH:MM'],
  [{ ...night, zone: 'Madrid' }, 'IANA'],
  [{ ...night, zone: 'local' }, 'IANA'],
])('refuses %j', (value, rule) => {
  expect(QuietHours.safeParse(value).error?.issues[0]?.message).toContain(rule);
});
