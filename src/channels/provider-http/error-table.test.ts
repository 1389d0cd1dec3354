import { SendFailure } from '../failure.js';
import { afterPause, connectionErrors, ErrorTable, failureOfStatus, notRead } from './error-table.js';

const table = new ErrorTable([
  { code: 'timeout', class: 'retry', tellPerson: false, text: 'Our own row.' },
  ...connectionErrors('Acme'),
]);

describe('an error table', () => {
  it('holds no row that is not a whole failure', () => {
    for (const { code } of table.rows) {
      const failure = table.failure(code, 'x'.repeat(9_999));
      expect(SendFailure.parse(failure)).toStrictEqual(failure);
      expect(failure.detail.length).toBe(500);
    }
  });

  it('lets the first row of a code win, so that an adapter’s own stands before the usual one', () => {
    expect(table.failure('timeout', '')).toMatchObject({ class: 'retry', text: 'Our own row.' });
  });

  it('does not know a name that is a mistake of ours', () => {
    expect(() => table.failure('tiemout', '')).toThrow('tiemout');
  });

  it.each([
    [307, 'refused', 'http-307'],
    [404, 'refused', 'http-404'],
    [408, 'retry', 'http-408'],
    [425, 'retry', 'http-425'],
    [429, 'retry', 'http-429'],
    [500, 'maybe-sent', 'http-500'],
    [599, 'maybe-sent', 'http-599'],
    [199, 'maybe-sent', 'http-199'],
  ])('says what the status %d means', (status, failureClass, code) => {
    expect(failureOfStatus(table, status, 'why')).toMatchObject({ class: failureClass, code, detail: 'why' });
  });

  it('waits as long as it is told, where it may try again at all', () => {
    expect(afterPause(table.failure('http-429', ''), 7_000)).toMatchObject({ retryAfterMs: 7_000 });
    expect(afterPause(table.failure('http-429', ''), undefined)).toMatchObject({ retryAfterMs: 10_000 });
    expect(afterPause(table.failure('http-4xx', ''), 7_000)).not.toHaveProperty('retryAfterMs');
  });

  it('tries a call again that only reads', () => {
    expect(notRead(table.failure('http-5xx', ''))).toMatchObject({ ok: false, failure: { class: 'retry' } });
    expect(notRead(table.failure('http-4xx', ''))).toMatchObject({ ok: false, failure: { class: 'refused' } });
  });
});
