import { META_ERRORS, metaErrorRow } from '../cloud-payload/meta-errors.js';
import { FailureClass, SendFailure } from '../failure.js';
import { notRead } from '../provider-http/error-table.js';
import { classify, DIALOG360_ERRORS, failure, failureOfAnswer } from './errors.js';

/** Written down a second time on purpose: a class that changes by accident shows here. */
const CLASSES: Record<Exclude<FailureClass, 'stale'>, string> = {
  'stop-channel':
    '0 3 10 33 190 200 250 299 368 131005 131031 131037 131042 131045 133000 133005 133006 133008 133009 133010 133016 ' +
    'http-401 http-403 payment api-disabled no-api-key',
  'maybe-sent':
    '1 2 131000 131016 131057 133004 2494100 http-500 http-502 http-503 http-599 timeout connection no-message-id',
  retry: '4 613 80007 130429 131056 http-429 rate-limit not-connected certificate media-damaged',
  wait: '131014 131048 131049 131052 131053 132069 133015 134101',
  'fall-back': '470 131047',
  refused:
    '100 130501 131008 131009 131021 131051 131055 131062 131064 132005 132008 132018 132068 134011 135000 137000 131215 ' +
    '138006 139000 147001 http-400 http-404 http-413 http-302 media-too-large media-elsewhere no-media-link unknown-code unreadable-answer',
  undeliverable: '130403 130472 130497 131026 131030 131050 no-address',
  'template-unusable': '131063 132000 132001 132007 132012 132015 132016 134100',
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

  it('has every row of both tables above', () => {
    const listed = new Set(EXPECTED.map(([code]) => code));
    const rows = [...META_ERRORS, ...DIALOG360_ERRORS.rows].map(({ code }) =>
      typeof code === 'object' ? code : String(code),
    );
    const unlisted = rows.filter((code) =>
      typeof code === 'string'
        ? !listed.has(code.replace(/xx$/, '00')) && !listed.has(code.replace(/xx$/, '02'))
        : ![...listed].some((one) => Number(one) >= code[0] && Number(one) <= code[1]),
    );
    expect(unlisted).toEqual([]);
  });

  it.each(['7', '131999', '-1', '1e3', 'constructor', '', 'unknown', '99999999999999'])(
    'an unknown code %j is refused with its own words',
    (code) => {
      expect(classify({ code, title: 'New', details: 'thing' })).toMatchObject({
        class: 'refused',
        code,
        detail: 'New: thing',
        tellPerson: true,
      });
    },
  );
});

describe('the tables', () => {
  const rows = [...META_ERRORS, ...DIALOG360_ERRORS.rows];

  it('say something to a person in every row', () => {
    for (const { text } of rows) expect(text).toMatch(/^[A-Z0-9].{20,}\.$/);
  });

  it('give a time for what waits, and only for that', () => {
    for (const row of rows)
      expect([row.code, row.retryAfterMs !== undefined]).toEqual([
        row.code,
        row.class === 'retry' || row.class === 'wait',
      ]);
  });

  it('tell a person whenever the channel stops', () => {
    expect(rows.filter((row) => row.class === 'stop-channel' && !row.tellPerson)).toEqual([]);
  });

  it('have each code once, and a code of its own before its family', () => {
    const codes = rows.map(({ code }) => String(code));
    expect(new Set(codes).size).toBe(codes.length);
    expect(metaErrorRow('299')).toBe(metaErrorRow('200'));
    expect(metaErrorRow('300')).toBeUndefined();
  });

  it('are asked only for rows there are', () => {
    expect(() => failure('nonsense', '')).toThrow('nonsense');
  });
});

const meta = (code: unknown, extra: Record<string, unknown> = {}) =>
  JSON.stringify({
    error: {
      message: `(#${String(code)}) x`,
      type: 'OAuthException',
      code,
      error_data: { details: 'said so' },
      fbtrace_id: 'f',
      ...extra,
    },
  });

describe('failureOfAnswer', () => {
  it.each<[string, number, string, Partial<SendFailure>]>([
    ['a code of Meta', 400, meta(131009), { class: 'refused', code: '131009', detail: '(#131009) x: said so' }],
    ['a code whatever the status', 500, meta(131047), { class: 'fall-back', code: '131047' }],
    ['an unknown code, 4xx', 400, meta(131999), { class: 'refused', code: '131999' }],
    ['an unknown code, 5xx', 503, meta(131999), { class: 'maybe-sent', code: '131999' }],
    ['an unknown code, 429', 429, meta(131999), { class: 'retry', code: '131999' }],
    [
      'an unknown code that will pass',
      400,
      meta(131999, { is_transient: true }),
      { class: 'maybe-sent', code: '131999' },
    ],
    ['a known refusal that will pass', 400, meta(100, { is_transient: true }), { class: 'maybe-sent', code: '100' }],
    ['a known refusal with 5xx', 500, meta(131009), { class: 'refused', code: '131009' }],
    ['a known class that says it will pass', 400, meta(131047, { is_transient: true }), { class: 'fall-back' }],
    [
      'an error without a code',
      400,
      '{"error":{"message":"hm"}}',
      { class: 'refused', code: 'http-400', detail: 'hm' },
    ],
    [
      'an error in one word',
      401,
      '{"error":"Invalid api_key"}',
      { class: 'stop-channel', code: 'http-401', detail: 'Invalid api_key' },
    ],
    [
      'the older shape',
      400,
      '{"meta":{"success":false,"developer_message":"no such thing"}}',
      { class: 'refused', code: 'http-400', detail: 'no such thing' },
    ],
    [
      'an overdue invoice',
      400,
      '{"error":"API blocked due to lack of payment"}',
      { class: 'stop-channel', code: 'payment' },
    ],
    ['an own rate limit', 400, '{"error":"endpoint rate limit exceeded"}', { class: 'retry', code: 'rate-limit' }],
    [
      'a disabled API',
      400,
      '{"meta":{"success":false,"developer_message":"API disabled"}}',
      { class: 'stop-channel', code: 'api-disabled' },
    ],
    [
      'a page of a gateway',
      502,
      '<html>Bad gateway</html>',
      { class: 'maybe-sent', code: 'http-502', detail: '<html>Bad gateway</html>' },
    ],
    ['nothing', 500, '', { class: 'maybe-sent', code: 'http-500', detail: '' }],
    ['a server that gave up waiting', 408, '', { class: 'maybe-sent', code: 'http-408' }],
    ['blocked', 403, '{"error":"endpoint blocked"}', { class: 'stop-channel', code: 'http-403' }],
    ['throttled', 429, 'slow down', { class: 'retry', code: 'http-429' }],
    ['sent elsewhere', 301, '', { class: 'refused', code: 'http-301' }],
    ['JSON that is no object', 404, '[1]', { class: 'refused', code: 'http-404' }],
  ])('%s', (_name, status, text, expected) => {
    const found = failureOfAnswer({ status, text });
    expect(SendFailure.parse(found)).toStrictEqual(found);
    expect(found).toMatchObject(expected);
  });

  it('believes a stated time for what is tried again, and keeps none for the rest', () => {
    expect(failureOfAnswer({ status: 429, text: '', retryAfterMs: 7_000 }).retryAfterMs).toBe(7_000);
    expect(failureOfAnswer({ status: 401, text: '', retryAfterMs: 7_000 })).not.toHaveProperty('retryAfterMs');
  });

  it('keeps a long page short', () => {
    expect(failureOfAnswer({ status: 502, text: 'x'.repeat(100_000) }).detail).toHaveLength(500);
  });
});

test('an unknown outcome of a reading call is simply tried again', () => {
  expect(notRead(failure('timeout', ''))).toMatchObject({ failure: { class: 'retry' } });
  expect(notRead(failure('http-401', ''))).toMatchObject({ failure: { class: 'stop-channel' } });
});
