import { questionOf } from '../../../../test/fixtures/question.js';
import type { ReadInput } from '../answer-type.js';
import { dateTime } from './date-time.js';

/** A Tuesday, 11:05 in Cairo. */
const NOW = Date.UTC(2026, 2, 10, 9, 5);
const typed = (text: string): ReadInput => ({ kind: 'text', text });

const read = (said: string, language: string, fields: object = {}, timezone = 'Africa/Cairo', now = NOW) =>
  dateTime.read(
    questionOf(dateTime, fields, { language, now, timezone, contact: { attributes: {}, phone: '+201001234567' } }),
    typed(said),
    [],
  );

it.each([
  ['2026-03-12T14:30', 'en', '2026-03-12T14:30'],
  ['2026-03-12 14:30', 'en', '2026-03-12T14:30'],
  ['12/3/26 5pm', 'en', '2026-03-12T17:00'],
  ['12/3 at 17:30', 'en', '2026-03-12T17:30'],
  ['5pm on 12/3/26', 'en', '2026-03-12T17:00'],
  ['tomorrow at 5pm', 'en', '2026-03-11T17:00'],
  ['tomorrow half past four', 'en', '2026-03-11T04:30'],
  ['tomorrow 17.30', 'en', '2026-03-11T17:30'],
  ['next Friday at noon', 'en', '2026-03-20T12:00'],
  ['10 March 2027, 10 am', 'en', '2027-03-10T10:00'],
  ['March 15 at 10', 'en', '2026-03-15T10:00'],
  ['March 15 10am', 'en', '2026-03-15T10:00'],
  ['on the 15th at 5pm', 'en', '2026-03-15T17:00'],
  ['March 15 at 10:30', 'en', '2026-03-15T10:30'],
  ['in 2 hours', 'en', '2026-03-10T13:05'],
  ['in half an hour', 'en', '2026-03-10T11:35'],
  ['in 1h30', 'en', '2026-03-10T12:35'],
  ['the 15th 10am', 'en', '2026-03-15T10:00'],
  ['15th March 10am', 'en', '2026-03-15T10:00'],
  ['3 hours ago', 'en', '2026-03-10T08:05'],
  ['now', 'en', '2026-03-10T11:05'],
  ['5pm', 'en', '2026-03-10T17:00'],
  ['tonight at 8 pm', 'en', '2026-03-10T20:00'],

  ['12.3. 17 Uhr', 'de', '2026-03-12T17:00'],
  ['15.3. 10.30', 'de', '2026-03-15T10:30'],
  ['12.03.2026 17.30 Uhr', 'de', '2026-03-12T17:30'],
  ['morgen um halb fünf', 'de', '2026-03-11T04:30'],
  ['morgen früh um 8', 'de', '2026-03-11T08:00'],
  ['in 2 Stunden', 'de', '2026-03-10T13:05'],
  ['in 30 Minuten', 'de', '2026-03-10T11:35'],
  ['vor 2 Stunden', 'de', '2026-03-10T09:05'],
  ['12 mars 17h30', 'fr', '2026-03-12T17:30'],
  ['demain à 17h', 'fr', '2026-03-11T17:00'],
  ['dans 2h', 'fr', '2026-03-10T13:05'],
  ['dans deux heures', 'fr', '2026-03-10T13:05'],
  ['mañana a las 5 de la tarde', 'es', '2026-03-11T17:00'],
  ['el 12 de marzo a las 10', 'es', '2026-03-12T10:00'],
  ['amanhã às 17h30', 'pt', '2026-03-11T17:30'],
  ['غدا الساعة ٥ مساء', 'ar', '2026-03-11T17:00'],
  ['بعد ساعتين', 'ar', '2026-03-10T13:05'],
  ['١٢/٣/٢٠٢٦ الساعة ١٠ ص', 'ar', '2026-03-12T10:00'],
  ['कल शाम 5 बजे', 'hi', '2026-03-11T17:00'],
  ['१२/३/२६ सुबह १० बजे', 'hi', '2026-03-12T10:00'],
  ['2 घंटे बाद', 'hi', '2026-03-10T13:05'],
])('%j in %s is %s', (said, language, value) => {
  expect(read(said, language)).toMatchObject({ kind: 'answer', value, raw: said, via: 'typed' });
});

it.each<[string, object, string]>([
  ['10am', { min: 'now' }, '2026-03-11T10:00'],
  ['9 am', { min: 'now' }, '2026-03-11T09:00'],
  ['tomorrow at 5', { min: '2026-03-11T08:00' }, '2026-03-11T17:00'],
  ['12/3 10:00', { min: 'today + 1d', max: 'today + 2d' }, '2026-03-12T10:00'],
])('%j within %j is %s', (said, fields, value) => {
  expect(read(said, 'en', fields)).toMatchObject({ kind: 'answer', value });
});

it.each([
  ['tomorrow', 'time-missing'],
  ['12/3/26', 'time-missing'],
  ['12.03', 'time-missing'],
  ['whenever', 'not-a-date-time'],
  ['31/2/26 5pm', 'no-such-date'],
  ['tomorrow at 5pm or 6pm', 'ambiguous'],
  ['', 'empty'],
  ['x'.repeat(10_000), 'not-a-date-time'],
])('%j: %s', (said, reason) => {
  expect(read(said, 'en')).toMatchObject({ kind: 'rejected', reason });
});

it('asks for the time with an example', () => {
  expect(read('morgen', 'de')).toMatchObject({
    hint: 'Um wie viel Uhr? Bitte senden Sie Datum und Uhrzeit, zum Beispiel 25.3.2026 14:30.',
  });
});

it.each(['en', 'ar', 'de', 'es', 'fr', 'hi', 'pt'])('takes in %s the example that it shows', (language) => {
  const refused = read('?', language);
  const hint = refused.kind === 'rejected' ? refused.hint : '';
  expect(read(hint.slice(hint.search(/\d/)), language)).toMatchObject({ value: '2026-03-25T14:30' });
});

it('keeps the instant, by the zone of the person', () => {
  expect(read('2026-07-01 14:30', 'en')).toMatchObject({ detail: { instant: '2026-07-01T11:30:00.000Z' } });
  expect(read('2026-07-01 14:30', 'en', {}, 'America/New_York')).toMatchObject({
    value: '2026-07-01T14:30',
    detail: { instant: '2026-07-01T18:30:00.000Z' },
  });
});

it.each([
  // The clocks go from 2:00 to 3:00: half past two is what they would have shown.
  ['2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
  // From 3:00 back to 2:00: the first of the two.
  ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
])('%s on the days when clocks change is %s', (said, instant) => {
  expect(read(said, 'en', {}, 'Europe/Berlin')).toMatchObject({ detail: { instant } });
});

it('labels and limits as a person reads them', () => {
  expect(read('2026-03-12 14:30', 'es')).toMatchObject({ label: '12 de marzo de 2026 a las 14:30' });
  expect(read('2026-03-12 14:30', 'en', { max: 'now + 1d' })).toMatchObject({
    reason: 'date-time-out-of-range',
    hint: 'Please send a date and time that is not after March 11, 2026 at 11:05 AM.',
  });
});

it.each<[object, string | undefined]>([
  [{ min: 'now', max: 'now + 2h' }, undefined],
  [{ min: 'today', max: 'today + 30d' }, undefined],
  [{ min: '2026-03-10', max: '2026-03-10' }, undefined],
  [{ min: '2026-03-10T14:30', max: '2026-03-10T14:29' }, 'bounds-impossible'],
  [{ min: 'now', max: 'now - 5min' }, 'bounds-impossible'],
  [{ min: '2026-03-10 14:30' }, 'bound-unreadable'],
  [{ max: 'today + 2h' }, 'bound-unreadable'],
])('lints %j: %s', (fields, rule) => {
  const findings = dateTime.lint(fields, { optionIds: [], optional: false, languages: ['en'] });
  expect(findings.map((finding) => finding.rule)).toEqual(rule === undefined ? [] : [rule]);
});
