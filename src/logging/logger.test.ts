import { describeError } from './logger.js';

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
