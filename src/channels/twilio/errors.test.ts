import { FailureClass, SendFailure } from '../failure.js';
import { classify, failureOfAnswer, TWILIO_ERRORS } from './errors.js';

/** Written down a second time on purpose: a class that changes by accident shows here. */
const CLASSES: Record<Exclude<FailureClass, 'stale'>, string> = {
  'stop-channel':
    '20003 20005 20404 21606 21910 63001 63002 63007 63008 63020 63022 63026 ' +
    'http-401 http-403 api-key no-account-sid no-auth-token no-sender unknown-sender',
  'maybe-sent': '20500 20503 http-500 http-502 http-599 timeout connection no-message-id',
  retry: '20429 21611 30001 63009 63010 63012 63017 63025 http-429 not-connected certificate',
  wait: '63018 63019 63037 63038 63049',
  'fall-back': '63016',
  refused:
    '21602 21617 21619 21620 21623 30036 63005 63006 63011 63013 63021 63030 63031 63034 canceled template-media ' +
    'template-kind template-sample ' +
    'no-media-link http-400 http-404 http-302 unreadable-answer media-too-large media-elsewhere unknown-code 77777',
  undeliverable: '21211 21408 21604 21610 21612 21614 63003 63014 63015 63024 63032 63033 no-address',
  'template-unusable': '21654 21655 21656 63027 63028 63029 63040 63041 63042 92001 92002 92003 92006 92007 92008',
};

const EXPECTED = new Map(
  Object.entries(CLASSES).flatMap(([name, codes]) => codes.split(' ').map((code) => [code, name] as const)),
);

test.each([...EXPECTED])('%s: %s', (code, expected) => {
  const found = classify({ code, title: 'Said', details: 'more' });
  expect(SendFailure.parse(found)).toStrictEqual(found);
  expect(found).toMatchObject({ class: expected, code, detail: 'Said: more' });
});

test('every row has its expectation, a whole sentence, and no code twice', () => {
  const families = new Set(['http-3xx', 'http-4xx', 'http-5xx']);
  const codes = TWILIO_ERRORS.map(({ code }) => code);
  expect(codes.filter((code) => !families.has(code) && !EXPECTED.has(code))).toEqual([]);
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  for (const { text } of TWILIO_ERRORS) expect(text).toMatch(/[.”]$/);
});

test('who has to act is told: when the channel stops, and when nothing of the kind will ever go', () => {
  for (const { code, class: kind, tellPerson } of TWILIO_ERRORS) {
    if (kind === 'stop-channel' || kind === 'template-unusable') expect([code, tellPerson]).toEqual([code, true]);
  }
});

test.each([
  ['its code, not its status', 400, '{"code":63016,"message":"Outside","status":400}', 'fall-back', '63016'],
  ['a code as text', 400, '{"code":"21610","message":"Stopped"}', 'undeliverable', '21610'],
  ['the status where the code is not known', 429, '{"code":29999,"message":"Slow"}', 'retry', 'http-429'],
  ['the code where the status says nothing', 400, '{"code":29999,"message":"No"}', 'refused', '29999'],
  ['a page of a gateway', 502, '<html>Bad gateway</html>', 'maybe-sent', 'http-502'],
  ['JSON that is no error', 400, '[1]', 'refused', 'http-400'],
])('an answer by %s', (_name, status, text, expected, code) => {
  expect(failureOfAnswer({ status, text })).toMatchObject({ class: expected, code });
});

test('an answer keeps Twilio’s words and its pause', () => {
  const text = '{"code":20429,"message":"Too many","details":{"limit":1},"status":429}';
  expect(failureOfAnswer({ status: 429, text, retryAfterMs: 7_000 })).toMatchObject({
    detail: 'Too many {"limit":1}',
    retryAfterMs: 7_000,
  });
});
