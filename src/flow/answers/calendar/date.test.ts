import { questionOf } from '../../../../test/fixtures/question.js';
import type { ContactView } from '../../session.js';
import { foldText } from '../../words/fold.js';
import type { ReadInput } from '../answer-type.js';
import { date } from './date.js';

/** A Tuesday. */
const NOW = Date.UTC(2026, 2, 10, 9);
const typed = (text: string): ReadInput => ({ kind: 'text', text });
const voice: ReadInput = {
  kind: 'other',
  content: { kind: 'media', media: 'audio', id: 'm1', mime: 'audio/ogg', voice: true },
};

interface Asked {
  fields?: object;
  contact?: Partial<ContactView>;
  languages?: string[];
  timezone?: string;
  optional?: boolean;
  now?: number;
}

function ask(language: string, { fields = {}, contact, languages, ...rest }: Asked = {}) {
  return questionOf(date, fields, {
    language,
    languages: languages ?? [language],
    now: NOW,
    contact: { attributes: {}, ...contact },
    ...rest,
  });
}

const read = (said: string, language: string, asked: Asked = {}) => date.read(ask(language, asked), typed(said), []);

describe('typed in words', () => {
  it.each([
    ['today', 'en', '2026-03-10'],
    ['Tomorrow!', 'en', '2026-03-11'],
    ['the day after tomorrow', 'en', '2026-03-12'],
    ['yesterday', 'en', '2026-03-09'],
    ['day before yesterday', 'en', '2026-03-08'],
    ['in 3 days', 'en', '2026-03-13'],
    ['in three days', 'en', '2026-03-13'],
    ['3 days from now', 'en', '2026-03-13'],
    ['3 days ago', 'en', '2026-03-07'],
    ['in a week', 'en', '2026-03-17'],
    ['in 2 weeks', 'en', '2026-03-24'],
    ['in 2 months', 'en', '2026-05-10'],
    ['Friday', 'en', '2026-03-13'],
    ['on Friday', 'en', '2026-03-13'],
    ['Tuesday', 'en', '2026-03-17'],
    ['this Friday', 'en', '2026-03-13'],
    ['next Friday', 'en', '2026-03-20'],
    ['next Monday', 'en', '2026-03-16'],
    ['last Friday', 'en', '2026-03-06'],
    ['10 March', 'en', '2026-03-10'],
    ['9 March', 'en', '2027-03-09'],
    ['March 15th', 'en', '2026-03-15'],
    ['15th of March, 2027', 'en', '2027-03-15'],
    ['the 5th of May 1990', 'en', '1990-05-05'],
    ['5 May 90', 'en', '1990-05-05'],
    ['10-Mar-2027', 'en', '2027-03-10'],
    ['I think it was on the 5th of May 2020', 'en', '2020-05-05'],
    ['Friday 13 March', 'en', '2026-03-13'],
    ['Fri', 'en', '2026-03-13'],
    ['Sat', 'en', '2026-03-14'],
    ['the 15th', 'en', '2026-03-15'],
    ['on the 9th', 'en', '2026-04-09'],
    ['the 31st', 'en', '2026-03-31'],
    ['Wed 11th', 'en', '2026-03-11'],
    ['end of the month', 'en', '2026-03-31'],
    ['first of June', 'en', '2026-06-01'],
    ['tomorrow at 5pm', 'en', '2026-03-11'],

    ['heute', 'de', '2026-03-10'],
    ['morgen früh', 'de', '2026-03-11'],
    ['übermorgen', 'de', '2026-03-12'],
    ['vorgestern', 'de', '2026-03-08'],
    ['in drei Tagen', 'de', '2026-03-13'],
    ['in einer Woche', 'de', '2026-03-17'],
    ['vor 3 Tagen', 'de', '2026-03-07'],
    ['nächsten Freitag', 'de', '2026-03-13'],
    ['letzten Montag', 'de', '2026-03-09'],
    ['am 20.', 'de', '2026-03-20'],
    ['erster Mai', 'de', '2026-05-01'],
    ['am 15. März', 'de', '2026-03-15'],
    ['15. Maerz 2027', 'de', '2027-03-15'],
    ['Freitag, den 13.3.', 'de', '2026-03-13'],
    ['Fr', 'de', '2026-03-13'],
    ['nächsten Do', 'de', '2026-03-12'],

    ['aujourd’hui', 'fr', '2026-03-10'],
    ["aujourd'hui", 'fr', '2026-03-10'],
    ['demain matin', 'fr', '2026-03-11'],
    ['après-demain', 'fr', '2026-03-12'],
    ['dans 3 jours', 'fr', '2026-03-13'],
    ['dans une semaine', 'fr', '2026-03-17'],
    ['il y a trois jours', 'fr', '2026-03-07'],
    ['vendredi prochain', 'fr', '2026-03-13'],
    ['lundi dernier', 'fr', '2026-03-09'],
    ['le 1er avril', 'fr', '2026-04-01'],
    ['14 juillet 2027', 'fr', '2027-07-14'],
    ['premier mai', 'fr', '2026-05-01'],

    ['hoy', 'es', '2026-03-10'],
    ['mañana', 'es', '2026-03-11'],
    ['mañana por la mañana', 'es', '2026-03-11'],
    ['pasado mañana', 'es', '2026-03-12'],
    ['anteayer', 'es', '2026-03-08'],
    ['dentro de 3 días', 'es', '2026-03-13'],
    ['en una semana', 'es', '2026-03-17'],
    ['hace tres días', 'es', '2026-03-07'],
    ['el próximo viernes', 'es', '2026-03-13'],
    ['el viernes que viene', 'es', '2026-03-13'],
    ['el lunes pasado', 'es', '2026-03-09'],
    ['15 de marzo de 2027', 'es', '2027-03-15'],
    ['el día 15 de marzo', 'es', '2026-03-15'],

    ['hoje', 'pt', '2026-03-10'],
    ['amanhã', 'pt', '2026-03-11'],
    ['amanha de manhã', 'pt', '2026-03-11'],
    ['depois de amanhã', 'pt', '2026-03-12'],
    ['anteontem', 'pt', '2026-03-08'],
    ['daqui a 3 dias', 'pt', '2026-03-13'],
    ['há três dias', 'pt', '2026-03-07'],
    ['3 dias atrás', 'pt', '2026-03-07'],
    ['sexta-feira', 'pt', '2026-03-13'],
    ['sexta que vem', 'pt', '2026-03-13'],
    ['dia 15', 'pt', '2026-03-15'],
    ['25 dez', 'pt', '2026-12-25'],
    ['daqui a dez dias', 'pt', '2026-03-20'],
    ['dia 15 de março', 'pt', '2026-03-15'],
    ['1º de maio de 2027', 'pt', '2027-05-01'],

    ['اليوم', 'ar', '2026-03-10'],
    ['غداً', 'ar', '2026-03-11'],
    ['بكرة', 'ar', '2026-03-11'],
    ['بعد غد', 'ar', '2026-03-12'],
    ['أمس', 'ar', '2026-03-09'],
    ['أول أمس', 'ar', '2026-03-08'],
    ['بعد ٣ أيام', 'ar', '2026-03-13'],
    ['بعد ثلاثة أيام', 'ar', '2026-03-13'],
    ['بعد يومين', 'ar', '2026-03-12'],
    ['بعد أسبوع', 'ar', '2026-03-17'],
    ['بعد 15 يوم', 'ar', '2026-03-25'],
    ['قبل شهر', 'ar', '2026-02-10'],
    ['يوم الجمعة', 'ar', '2026-03-13'],
    ['الجمعة القادمة', 'ar', '2026-03-13'],
    ['الاثنين الماضي', 'ar', '2026-03-09'],
    ['١٥ مارس ٢٠٢٧', 'ar', '2027-03-15'],
    ['15 آذار', 'ar', '2026-03-15'],
    ['5 كانون الثاني 2027', 'ar', '2027-01-05'],
    ['5 تشرين الأول', 'ar', '2026-10-05'],
    ['5 جويلية', 'ar', '2026-07-05'],
    ['في 15 شهر مارس سنة 2027', 'ar', '2027-03-15'],

    ['आज', 'hi', '2026-03-10'],
    ['कल', 'hi', '2026-03-11'],
    ['परसों', 'hi', '2026-03-12'],
    ['तीन दिन बाद', 'hi', '2026-03-13'],
    ['३ दिन पहले', 'hi', '2026-03-07'],
    ['अगले शुक्रवार', 'hi', '2026-03-13'],
    ['शुक्रवार को', 'hi', '2026-03-13'],
    ['१५ मार्च २०२७', 'hi', '2027-03-15'],
    ['15 तारीख को', 'hi', '2026-03-15'],
    ['15 मार्च को', 'hi', '2026-03-15'],
    ['kal', 'hi', '2026-03-11'],
    ['15 march ko', 'hi', '2026-03-15'],

    ['tomorrow', 'ar', '2026-03-11'],
    ['15 March', 'de', '2026-03-15'],
  ])('%j in %s is %s', (said, language, value) => {
    expect(read(said, language)).toMatchObject({ kind: 'answer', value, raw: said, via: 'typed' });
  });

  it('reads the flow’s other languages', () => {
    expect(read('pasado mañana', 'de', { languages: ['de', 'es'] })).toMatchObject({ value: '2026-03-12' });
  });

  it('knows today by the clocks of the person', () => {
    const now = Date.UTC(2026, 2, 10, 23, 30);
    expect(read('today', 'en', { now, timezone: 'Africa/Cairo' })).toMatchObject({ value: '2026-03-11' });
    expect(read('today', 'en', { now, timezone: 'America/Lima' })).toMatchObject({ value: '2026-03-10' });
    expect(read('today', 'en', { now, timezone: 'No/Where' })).toMatchObject({ value: '2026-03-10' });
  });
});

describe('typed in numbers', () => {
  it.each([
    ['2026-03-05', 'en', '2026-03-05'],
    ['2026/3/5', 'de', '2026-03-05'],
    ['10.03.2026', 'de', '2026-03-10'],
    ['10. 3. 26', 'de', '2026-03-10'],
    ['10/3/26', 'fr', '2026-03-10'],
    ['10-3-2026', 'es', '2026-03-10'],
    ['10 03 2026', 'pt', '2026-03-10'],
    ['10032026', 'pt', '2026-03-10'],
    ['20260310', 'pt', '2026-03-10'],
    ['١٠/٣/٢٠٢٦', 'ar', '2026-03-10'],
    ['१०/३/२६', 'hi', '2026-03-10'],
    ['10/3', 'es', '2026-03-10'],
    ['9/3', 'es', '2027-03-09'],
    ['24.12.', 'de', '2026-12-24'],
    ['29/2', 'es', '2028-02-29'],
    ['geboren am 10.3.1980 in Köln', 'de', '1980-03-10'],
    ['10/3/46', 'es', '2046-03-10'],
    ['10/3/47', 'es', '1947-03-10'],
  ])('%j in %s is %s', (said, language, value) => {
    expect(read(said, language)).toMatchObject({ kind: 'answer', value });
  });

  it.each<[string, Partial<ContactView>, string, string]>([
    ['10/3/26', { language: 'en-US' }, 'en', '2026-10-03'],
    ['10/3/26', { language: 'en_GB' }, 'en', '2026-03-10'],
    ['10/3/26', { language: 'en', phone: '+12025550123' }, 'en', '2026-10-03'],
    ['10/3/26', { language: 'en', phone: '+447911123456' }, 'en', '2026-03-10'],
    ['10/3/26', { phone: '+201001234567' }, 'en', '2026-03-10'],
    ['10/3/26', { phone: '+919812345678' }, 'en', '2026-03-10'],
    ['10/3/26', { language: 'de', phone: '+12025550123' }, 'en', '2026-03-10'],
    ['10/3/26', {}, 'en-GB', '2026-03-10'],
    ['10/3/26', { language: 'not a language', phone: 'nor a phone' }, 'es', '2026-03-10'],
    ['31/12/26', { language: 'en-US' }, 'en', '2026-12-31'],
    ['12/31/26', {}, 'de', '2026-12-31'],
    ['3/10', { language: 'ja-JP' }, 'en', '2026-03-10'],
    ['26/3/10', { language: 'ja-JP' }, 'en', '2026-03-10'],
  ])('%j of %j in %s is %s', (said, contact, language, value) => {
    expect(read(said, language, { contact })).toMatchObject({ kind: 'answer', value });
  });
});

describe('limits', () => {
  it.each<[string, string, object, string]>([
    ['10/3/30', 'de', { max: 'today' }, '1930-03-10'],
    ['10/3/60', 'de', { min: 'today' }, '2060-03-10'],
    ['9 March', 'en', { max: 'today' }, '2026-03-09'],
    ['Friday', 'en', { max: 'today' }, '2026-03-06'],
    ['Tuesday', 'en', { max: 'today' }, '2026-03-10'],
    ['कल', 'hi', { max: 'today' }, '2026-03-09'],
    ['परसों', 'hi', { max: 'today' }, '2026-03-08'],
    ['10.3.2008', 'de', { max: 'today - 18y' }, '2008-03-10'],
    ['9.4.2026', 'de', { min: 'today', max: 'today + 30d' }, '2026-04-09'],
    ['31.12.2025', 'de', { max: '2025-12-31' }, '2025-12-31'],
  ])('%j in %s within %j is %s', (said, language, fields, value) => {
    expect(read(said, language, { fields })).toMatchObject({ kind: 'answer', value });
  });

  it.each<[string, object, string]>([
    ['11.3.2008', { max: 'today - 18y' }, 'Bitte senden Sie ein Datum, das nicht nach dem 10. März 2008 liegt.'],
    ['gestern', { min: 'today' }, 'Bitte senden Sie ein Datum, das nicht vor dem 10. März 2026 liegt.'],
    [
      '10.4.2026',
      { min: 'today', max: 'today + 30d' },
      'Bitte senden Sie ein Datum zwischen dem 10. März 2026 und dem 9. April 2026.',
    ],
  ])('%j is outside %j', (said, fields, hint) => {
    expect(read(said, 'de', { fields })).toEqual({ kind: 'rejected', reason: 'date-out-of-range', hint });
  });

  it('does not make up a year of birth', () => {
    expect(read('10 March', 'en', { fields: { max: 'today - 18y' } })).toMatchObject({ reason: 'date-out-of-range' });
  });
});

describe('what is no date', () => {
  it.each([
    ['no idea', 'en', 'not-a-date'],
    ['I may go', 'en', 'not-a-date'],
    ['next week', 'en', 'not-a-date'],
    ['March', 'en', 'not-a-date'],
    ['the sun is shining', 'en', 'not-a-date'],
    ['in 2 hours', 'en', 'not-a-date'],
    ['a week from Friday', 'en', 'not-a-date'],
    ['2 days after tomorrow', 'en', 'not-a-date'],
    ['5pm', 'en', 'not-a-date'],
    ['15', 'en', 'not-a-date'],
    ['five', 'en', 'not-a-date'],
    ['15 people', 'en', 'not-a-date'],
    ['das ist so', 'de', 'not-a-date'],
    ['لا أحد يعرف', 'ar', 'not-a-date'],
    ['nächste Woche', 'de', 'not-a-date'],
    ['März war toll, wir waren 10 Leute', 'de', 'not-a-date'],
    ['👍', 'en', 'not-a-date'],
    ['', 'en', 'empty'],
    ['31 February', 'en', 'no-such-date'],
    ['February 30th 2027', 'en', 'no-such-date'],
    ['29 Feb 2027', 'en', 'no-such-date'],
    ['31.2.2026', 'de', 'no-such-date'],
    ['32/13/2026', 'fr', 'no-such-date'],
    ['31 فبراير', 'ar', 'no-such-date'],
    ['३१ फरवरी', 'hi', 'no-such-date'],
    ['10/3/1447', 'ar', 'no-such-date'],
    ['10 March or 12 March', 'en', 'ambiguous'],
    ['from 10 to 12 March', 'en', 'ambiguous'],
    ['10/3 - 12/3', 'es', 'ambiguous'],
    ['today or tomorrow', 'en', 'ambiguous'],
    ['10 or 11 March', 'en', 'ambiguous'],
    ['10 oder 11 März', 'de', 'ambiguous'],
    ['Monday or Tuesday', 'en', 'ambiguous'],
    ['Sonntag in einer Woche', 'de', 'ambiguous'],
    [`${'x '.repeat(60)}10/3/26`, 'es', 'not-a-date'],
  ])('%j in %s: %s', (said, language, reason) => {
    expect(read(said, language)).toMatchObject({ kind: 'rejected', reason });
  });

  it('tells which it could be', () => {
    expect(read('10 March or 12 March', 'en')).toMatchObject({
      hint: 'I am not sure which one you mean: March 10, 2026 / March 12, 2026?',
    });
  });

  it.each<[string, Partial<ContactView>, string]>([
    ['en', { language: 'en-US' }, 'Please send a date, for example 3/25/2026.'],
    ['en', { language: 'en-GB' }, 'Please send a date, for example 25/03/2026.'],
    ['de', {}, 'Bitte senden Sie ein Datum, zum Beispiel 25.3.2026.'],
    ['ar', { phone: '+201001234567' }, 'من فضلك أرسل تاريخًا، مثلًا: 25/3/2026.'],
    ['hi', {}, 'कृपया एक तारीख़ भेजें, जैसे 25/3/2026।'],
  ])('shows in %s to %j a date as they write it', (language, contact, hint) => {
    expect(read('?', language, { contact })).toMatchObject({ hint });
  });

  it.each(['en', 'ar', 'de', 'es', 'fr', 'hi', 'pt'])('takes in %s the example that it shows', (language) => {
    const refused = read('?', language, { fields: { min: 'today', max: 'today + 90d' } });
    const hint = refused.kind === 'rejected' ? refused.hint : '';
    const example = /\d[\d/.-]+\d/.exec(hint)?.[0] ?? '';
    expect(read(example, language)).toMatchObject({ value: '2026-03-25' });
  });

  it('helps who sends a voice message', () => {
    expect(date.read(ask('en'), voice, [])).toMatchObject({ reason: 'wrong-kind' });
  });
});

describe('taps', () => {
  const shown = (fields: object, language = 'en') => date.present(ask(language, { fields }), []).options;

  it('suggests the next days where asked to', () => {
    expect(shown({})).toEqual([]);
    expect(shown({ suggest: true })).toEqual([
      { id: '2026-03-10', label: 'Today' },
      { id: '2026-03-11', label: 'Tomorrow' },
      { id: '2026-03-12', label: 'Day after tomorrow' },
    ]);
    expect(shown({ suggest: true, min: 'today + 1d', max: 'today + 1d' })).toEqual([
      { id: '2026-03-11', label: 'Tomorrow' },
    ]);
  });

  it.each(['en', 'ar', 'de', 'es', 'fr', 'hi', 'pt'])(
    'fits their words on buttons in %s, and reads them',
    (language) => {
      const options = shown({ suggest: true }, language);
      for (const { id, label } of options) {
        expect(label.length).toBeLessThanOrEqual(20);
        expect(date.read(ask(language, { fields: { suggest: true } }), typed(foldText(label)), [])).toMatchObject({
          value: id,
        });
      }
    },
  );

  it('takes a tap as the day that it was when it was shown', () => {
    const tap: ReadInput = { kind: 'option', optionId: '2026-03-09', title: 'Today' };
    expect(date.read(ask('en', { fields: { suggest: true } }), tap, [])).toEqual({
      kind: 'answer',
      value: '2026-03-09',
      raw: 'Today',
      label: 'March 9, 2026',
      via: 'tap',
    });
    expect(date.read(ask('en', { fields: { suggest: true, min: 'today' } }), tap, [])).toMatchObject({
      reason: 'date-out-of-range',
    });
    expect(date.read(ask('en'), { ...tap, optionId: '2026-02-31' }, [])).toMatchObject({ reason: 'unknown-option' });
  });

  it('takes the number of a suggestion, and the one after the last to skip', () => {
    const asked = { fields: { suggest: true }, optional: true };
    expect(read('2', 'en', asked)).toMatchObject({ value: '2026-03-11', via: 'number' });
    expect(read('4', 'en', asked)).toMatchObject({ value: null, via: 'skip' });
    expect(read('skip', 'en', { optional: true })).toMatchObject({ value: null });
  });
});

it.each([
  ['en', 'March 10, 2026'],
  ['en-GB', '10 March 2026'],
  ['ar', '10 مارس 2026'],
  ['ar-SA', '10 مارس 2026'],
  ['de', '10. März 2026'],
  ['es', '10 de marzo de 2026'],
  ['fr', '10 mars 2026'],
  ['hi', '10 मार्च 2026'],
  ['pt-BR', '10 de março de 2026'],
])('labels a day in %s as %s', (language, label) => {
  expect(read('2026-03-10', language)).toMatchObject({ label });
});

describe('lint', () => {
  const lint = (fields: object) => date.lint(fields, { optionIds: [], optional: false, languages: ['en'] });

  it.each<[object]>([
    [{ min: '2026-03-10', max: '2026-03-10' }],
    [{ min: 'today - 120y', max: 'today - 18y' }],
    [{ min: 'today', max: 'today + 1y + 6m' }],
    [{ min: 'today+1w', max: '2030-01-01' }],
    [{ min: '2040-01-01', max: 'today' }],
    [{ min: 'today + 30d', max: 'today + 1m' }],
  ])('%j is fine', (fields) => expect(lint(fields)).toEqual([]));

  it.each<[object, string, string]>([
    [{ min: '10.3.2026' }, 'bound-unreadable', 'min'],
    [{ max: '2026-02-31' }, 'bound-unreadable', 'max'],
    [{ max: 'now' }, 'bound-unreadable', 'max'],
    [{ max: 'today + 2h' }, 'bound-unreadable', 'max'],
    [{ max: 'today + 2 fortnights' }, 'bound-unreadable', 'max'],
    [{ max: 'today 18y' }, 'bound-unreadable', 'max'],
    [{ max: 'today + 2constructor' }, 'bound-unreadable', 'max'],
    [{ min: '2026-03-11', max: '2026-03-10' }, 'bounds-impossible', 'min'],
    [{ min: 'today', max: 'today - 1d' }, 'bounds-impossible', 'min'],
  ])('%j: %s', (fields, rule, at) => {
    expect(lint(fields)).toMatchObject([{ severity: 'error', rule, path: [at] }]);
  });
});
