import { questionOf } from '../../../../test/fixtures/question.js';
import type { ReadInput } from '../answer-type.js';
import { time } from './time.js';

const NOW = Date.UTC(2026, 2, 10, 9, 5);
const typed = (text: string): ReadInput => ({ kind: 'text', text });

const read = (said: string, language: string, fields: object = {}, optional = false) =>
  time.read(questionOf(time, fields, { language, now: NOW, timezone: 'Africa/Cairo', optional }), typed(said), []);

it.each([
  ['14:30', 'en', '14:30'],
  ['5:30', 'en', '05:30'],
  ['17:30:00', 'en', '17:30'],
  ['5pm', 'en', '17:00'],
  ['5 p.m.', 'en', '17:00'],
  ['5:30 PM', 'en', '17:30'],
  ['5.30pm', 'en', '17:30'],
  ['12am', 'en', '00:00'],
  ['12pm', 'en', '12:00'],
  ['at 5', 'en', '05:00'],
  ['17', 'en', '17:00'],
  ['1730', 'en', '17:30'],
  ['17 30', 'en', '17:30'],
  ['17.30', 'en', '17:30'],
  ["five o'clock", 'en', '05:00'],
  ['half past four', 'en', '04:30'],
  ['a quarter to five in the afternoon', 'en', '16:45'],
  ['ten past six', 'en', '06:10'],
  ['8 at night', 'en', '20:00'],
  ['noon', 'en', '12:00'],
  ['midnight', 'en', '00:00'],
  ['24:00', 'en', '00:00'],
  ['I guess around 5:30 pm or so', 'en', '17:30'],
  ['now', 'en', '11:05'],
  ['in an hour', 'en', '12:05'],
  ['in half an hour', 'en', '11:35'],
  ['in 2 Stunden', 'de', '13:05'],
  ['en dos horas', 'es', '13:05'],
  ['dans 2 heures', 'fr', '13:05'],
  ['بعد ساعتين', 'ar', '13:05'],
  ['दो घंटे बाद', 'hi', '13:05'],
  ['１７：３０', 'en', '17:30'],

  ['17 Uhr', 'de', '17:00'],
  ['17 Uhr 30', 'de', '17:30'],
  ['17.30 Uhr', 'de', '17:30'],
  ['um halb fünf', 'de', '04:30'],
  ['20 nach 8', 'de', '08:20'],
  ['8 Uhr 5', 'de', '08:05'],
  ['halb fünf abends', 'de', '16:30'],
  ['Viertel nach vier', 'de', '04:15'],
  ['Viertel vor zwölf', 'de', '11:45'],
  ['acht Uhr abends', 'de', '20:00'],
  ['mittags', 'de', '12:00'],
  ['Mitternacht', 'de', '00:00'],

  ['17h30', 'fr', '17:30'],
  ['17h', 'fr', '17:00'],
  ['17 heures', 'fr', '17:00'],
  ['à 5 heures du soir', 'fr', '17:00'],
  ['quatre heures et demie', 'fr', '04:30'],
  ['cinq heures moins le quart', 'fr', '04:45'],
  ['midi', 'fr', '12:00'],
  ['minuit', 'fr', '00:00'],

  ['17:30 h', 'es', '17:30'],
  ['a las 5 de la tarde', 'es', '17:00'],
  ['las cuatro y media', 'es', '04:30'],
  ['las 9 y cuarto de la noche', 'es', '21:15'],
  ['a las cinco menos cuarto', 'es', '04:45'],
  ['a la una', 'es', '01:00'],
  ['las 8 y 20', 'es', '08:20'],
  ['las 3 menos diez', 'es', '02:50'],
  ['8 de la mañana', 'es', '08:00'],
  ['mediodía', 'es', '12:00'],

  ['17h30', 'pt', '17:30'],
  ['às 5 da tarde', 'pt', '17:00'],
  ['quatro e meia', 'pt', '04:30'],
  ['às dez da manhã', 'pt', '10:00'],
  ['dez para as cinco', 'pt', '04:50'],
  ['8 e 20', 'pt', '08:20'],
  ['meio-dia', 'pt', '12:00'],
  ['meia-noite', 'pt', '00:00'],
  ['8 da noite', 'pt', '20:00'],

  ['٥:٣٠', 'ar', '05:30'],
  ['الساعة ٥ مساءً', 'ar', '17:00'],
  ['5 م', 'ar', '17:00'],
  ['٩ ص', 'ar', '09:00'],
  ['الرابعة والنصف', 'ar', '04:30'],
  ['الساعة الخامسة إلا ربع', 'ar', '04:45'],
  ['الثالثة عصرا', 'ar', '15:00'],
  ['منتصف الليل', 'ar', '00:00'],
  ['١ ظهرا', 'ar', '13:00'],

  ['५:३०', 'hi', '05:30'],
  ['शाम 5 बजे', 'hi', '17:00'],
  ['सुबह ९ बजे', 'hi', '09:00'],
  ['साढ़े चार बजे', 'hi', '04:30'],
  ['सवा चार', 'hi', '04:15'],
  ['पौने पाँच बजे', 'hi', '04:45'],
  ['डेढ़ बजे', 'hi', '01:30'],
  ['रात 10 बजे', 'hi', '22:00'],
  ['5 बजकर 30 मिनट', 'hi', '05:30'],
  ['sham 5 baje', 'hi', '17:00'],
  ['आधी रात', 'hi', '00:00'],
])('%j in %s is %s', (said, language, value) => {
  expect(read(said, language)).toMatchObject({ kind: 'answer', value, raw: said, via: 'typed' });
});

it.each<[string, string, object, string]>([
  ['5:30', 'en', { min: '08:00', max: '18:00' }, '17:30'],
  ['half past four', 'en', { min: '08:00' }, '16:30'],
  ['9', 'en', { min: '08:00', max: '18:00' }, '09:00'],
  ['12:15', 'en', { max: '06:00' }, '00:15'],
  ['12', 'en', { min: 'now' }, '12:00'],
])('%j in %s within %j is %s', (said, language, fields, value) => {
  expect(read(said, language, fields)).toMatchObject({ kind: 'answer', value });
});

it.each([
  ['soon', 'en', 'not-a-time'],
  ['25:00', 'en', 'not-a-time'],
  ['17:75', 'en', 'not-a-time'],
  ['99', 'en', 'not-a-time'],
  ['10/3/26', 'en', 'not-a-time'],
  ['10 people', 'en', 'not-a-time'],
  ['', 'en', 'empty'],
  ['5pm or 6pm', 'en', 'ambiguous'],
])('%j in %s: %s', (said, language, reason) => {
  expect(read(said, language)).toMatchObject({ kind: 'rejected', reason });
});

it('says the limits as they are read', () => {
  expect(read('7pm', 'en', { min: '08:00', max: '18:00' })).toMatchObject({
    reason: 'time-out-of-range',
    hint: 'Please send a time from 8:00 AM to 6:00 PM.',
  });
  expect(read('7', 'de', { min: '08:00', max: '18:00' })).toMatchObject({
    hint: 'Bitte senden Sie eine Uhrzeit von 08:00 bis 18:00.',
  });
});

it.each(['en', 'ar', 'de', 'es', 'fr', 'hi', 'pt'])('takes in %s the example that it shows', (language) => {
  const refused = read('?', language);
  const hint = refused.kind === 'rejected' ? refused.hint : '';
  expect(read(hint.slice(hint.search(/\d/)), language)).toMatchObject({ value: '14:30' });
});

it.each([
  ['en', '2:30 PM'],
  ['de', '14:30'],
  ['fr', '14:30'],
  ['es', '14:30'],
  ['pt', '14:30'],
  ['ar', '2:30 م'],
  ['hi', '2:30 pm'],
])('labels a time in %s as %s', (language, label) => {
  expect(read('14:30', language)).toMatchObject({ label });
});

it('skips only where it may, and takes no voice message', () => {
  expect(read('skip', 'en', {}, true)).toMatchObject({ value: null, via: 'skip' });
  expect(read('skip', 'en')).toMatchObject({ reason: 'not-a-time' });
  const voice: ReadInput = { kind: 'other', content: { kind: 'media', media: 'audio', id: 'm1', voice: true } };
  expect(time.read(questionOf(time, {}), voice, [])).toMatchObject({ reason: 'wrong-kind' });
});

it.each<[object, string | undefined]>([
  [{ min: '08:00', max: '18:00' }, undefined],
  [{ min: 'now' }, undefined],
  [{ min: 'now', max: '18:00' }, undefined],
  [{ min: '8:00' }, 'bound-unreadable'],
  [{ min: '24:00' }, 'bound-unreadable'],
  [{ max: 'now + 2h' }, 'bound-unreadable'],
  [{ min: '18:00', max: '08:00' }, 'bounds-impossible'],
])('lints %j: %s', (fields, rule) => {
  const findings = time.lint(fields, { optionIds: [], optional: false, languages: ['en'] });
  expect(findings.map((finding) => finding.rule)).toEqual(rule === undefined ? [] : [rule]);
});
