import { FailureClass, SendFailure } from '../failure.js';
import { classify, failure, failureOfAnswer, failureOfTrouble, VONAGE_ERRORS } from './errors.js';

/** Written down a second time on purpose: a class that changes by accident shows here. */
const CLASSES: Record<Exclude<FailureClass, 'stale'>, string> = {
  'stop-channel':
    '1060 1070 1080 1110 1120 1140 http-401 http-402 http-403 no-credentials private-key no-application other-key ' +
    'other-number other-waba',
  'maybe-sent': 'http-500 http-502 http-503 timeout connection no-message-id',
  retry: '1000 1030 1100 1230 1241 http-429 not-connected certificate',
  wait: '1180 1210 1220',
  'fall-back': '1340',
  refused:
    '1010 1020 1021 1040 1130 1150 1320 1330 1350 1370 http-400 http-404 http-422 http-302 needs-application needs-waba ' +
    'no-media-link unreadable-answer media-too-large media-elsewhere unknown-code',
  undeliverable: '1050 1160 1170 1190 1200 1240 1250 1260 1270 1280 1300 1310 1360 no-address',
  'template-unusable': '1022',
};

const EXPECTED = FailureClass.exclude(['stale']).options.flatMap((name) =>
  CLASSES[name].split(' ').map((code) => [code, name] as const),
);

describe('classify', () => {
  it.each(EXPECTED)('%s is %s', (code, name) => {
    const found = classify({ code, title: 'Title', details: 'more' });
    expect(SendFailure.parse(found)).toStrictEqual(found);
    expect(found).toMatchObject({ class: name, code, detail: 'Title: more' });
  });

  it('has every row of the table above', () => {
    const listed = new Set(EXPECTED.map(([code]) => code.replace(/^http-(3|5)\d\d$/, 'http-$1xx')));
    expect(VONAGE_ERRORS.map(({ code }) => code).filter((code) => !listed.has(code) && code !== 'http-4xx')).toEqual(
      [],
    );
  });

  it.each([
    ['1330', 'Meta said (#131047) Re-engagement message', 'fall-back'],
    ['1499', 'whatsapp error 131026', 'undeliverable'],
    ['unknown', 'code 132001', 'template-unusable'],
  ])('%s goes by Meta’s code where that is all there is: %s', (code, title, name) => {
    expect(classify({ code, title })).toMatchObject({ class: name, code, detail: title });
  });

  it('lets a code of Vonage’s own win over one of Meta’s in its words', () => {
    expect(classify({ code: '1022', title: 'see 131047' })).toMatchObject({ class: 'template-unusable' });
  });

  it.each(['1499', '-1', 'constructor', '', 'unknown', '__proto__'])('an unknown code %j is refused', (code) => {
    expect(classify({ code, title: 'New', details: 'thing 999999' })).toMatchObject({
      class: 'refused',
      code,
      detail: 'New: thing 999999',
      tellPerson: true,
    });
  });
});

describe('the table', () => {
  it('says something to a person in every row', () => {
    for (const { text } of VONAGE_ERRORS) expect(text).toMatch(/^[A-Z0-9].{20,}\.$/);
  });

  it('gives a time for what waits, and only for that', () => {
    for (const row of VONAGE_ERRORS)
      expect([row.code, row.retryAfterMs !== undefined]).toEqual([
        row.code,
        row.class === 'retry' || row.class === 'wait',
      ]);
  });

  it('tells a person whenever the channel stops', () => {
    expect(VONAGE_ERRORS.filter((row) => row.class === 'stop-channel' && !row.tellPerson)).toEqual([]);
  });

  it('has each code once', () => {
    const codes = VONAGE_ERRORS.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('is asked only for rows there are', () => {
    expect(() => failure('nonsense', '')).toThrow('nonsense');
  });
});

const problem = (fragment: number, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: `https://developer.vonage.com/api-errors/messages#${fragment}`,
    title: 'Invalid params',
    detail: 'The value of one or more parameters is invalid.',
    instance: 'f',
    ...more,
  });

describe('failureOfAnswer', () => {
  it('goes by the status, since the number of an answer is not that of the table', () => {
    expect(failureOfAnswer({ status: 422, text: problem(1120) })).toMatchObject({ class: 'refused', code: 'http-422' });
    expect(failureOfAnswer({ status: 429, text: problem(1010), retryAfterMs: 3_000 })).toMatchObject({
      class: 'retry',
      tooFast: 'channel',
      retryAfterMs: 3_000,
    });
    expect(failureOfAnswer({ status: 503, text: problem(1340) })).toMatchObject({ class: 'maybe-sent' });
  });

  it('knows a closed window also where an answer tells it', () => {
    expect(failureOfAnswer({ status: 422, text: problem(1340) })).toMatchObject({ class: 'fall-back', code: '1340' });
  });

  it('says which parameter', () => {
    const text = problem(1150, { invalid_parameters: [{ name: 'to', reason: 'is not a number' }, 7] });
    expect(failureOfAnswer({ status: 422, text }).detail).toBe(
      'Invalid params: The value of one or more parameters is invalid.: to is not a number',
    );
  });

  it.each(['<html>Bad gateway</html>', '', '[]', '{"type":7}'])('keeps what is no problem as it is: %j', (text) => {
    expect(failureOfAnswer({ status: 400, text })).toMatchObject({ class: 'refused', detail: text });
  });
});

it('does not know what became of a call that got no answer', () => {
  expect(failureOfTrouble({ trouble: 'timeout', detail: 'x' })).toMatchObject({ class: 'maybe-sent', code: 'timeout' });
});
