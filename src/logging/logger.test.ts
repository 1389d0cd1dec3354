import { logFields, withLogFields } from './log-fields.js';
import { createLogger, describeError } from './logger.js';

describe('describeError', () => {
  test('keeps what an error says and drops what a driver hung on it', () => {
    const error = Object.assign(new Error('connection lost'), {
      code: '57P01',
      client: { password: 'hunter2' },
      config: { headers: { key: 'k' } },
    });
    const described = describeError(error);
    expect(described).toMatchObject({ type: 'Error', message: 'connection lost', code: '57P01' });
    expect(JSON.stringify(described)).not.toMatch(/hunter2|headers/);
  });

  test('follows causes, not for ever', () => {
    const error: Error & { cause?: unknown } = new Error('a');
    error.cause = error;
    expect(describeError(error).cause?.cause?.cause).toMatchObject({ message: 'a' });
    expect(describeError(error).cause?.cause?.cause?.cause).toBeUndefined();
  });

  test.each([['text'], [undefined], [null], [7]])('%p is told as it is', (thrown) => {
    expect(describeError(thrown).message).toBe(String(thrown));
  });
});

test('lines carry the fields of the work they belong to, and what they say themselves goes first', () => {
  const lines: unknown[] = [];
  const log = createLogger('info');
  const stream = Object.getOwnPropertySymbols(log).find((symbol) => symbol.description === 'pino.stream');
  Reflect.set(log, stream ?? '', { write: (line: string) => lines.push(JSON.parse(line)) });
  withLogFields({ requestId: 'r1' }, () =>
    withLogFields({ traceId: 't1' }, () => {
      log.info({ event: 'turn' }, 'a');
      log.info({ event: 'turn', requestId: 'other' }, 'b');
    }),
  );
  log.info({ event: 'turn' }, 'c');
  expect(lines).toEqual([
    expect.objectContaining({ requestId: 'r1', traceId: 't1', msg: 'a' }),
    expect.objectContaining({ requestId: 'other', traceId: 't1', msg: 'b' }),
    expect.not.objectContaining({ requestId: expect.anything() }),
  ]);
  expect(logFields()).toEqual({});
});
