import fc from 'fast-check';
import { parseLosslessJson } from './lossless-json.js';

describe('parseLosslessJson', () => {
  it.each([
    ['{"id":1200000000000000123}', { id: '1200000000000000123' }],
    ['{"id":-9007199254740993}', { id: '-9007199254740993' }],
    ['[1200000000000000123,12]', ['1200000000000000123', 12]],
    ['{"id":123456789012345}', { id: 123456789012345 }],
    [
      '{"t":"say \\"1200000000000000123\\" twice: 1200000000000000123"}',
      { t: 'say "1200000000000000123" twice: 1200000000000000123' },
    ],
    [
      '{"t":"ends in a backslash \\\\","id":1200000000000000123}',
      { t: 'ends in a backslash \\', id: '1200000000000000123' },
    ],
    ['[1.234567890123456789, 1e21, 12345678901234567890e2]', [1.2345678901234568, 1e21, 12345678901234567890e2]],
    ['1200000000000000123', '1200000000000000123'],
    ['{"1200000000000000123":true}', { '1200000000000000123': true }],
  ])('reads %s', (json, value) => {
    expect(parseLosslessJson(json)).toStrictEqual(value);
  });

  it.each([
    '',
    '{',
    '{"a":1200000000000000123',
    '"1200000000000000123',
    '1200000000000000123"',
    '\\1200000000000000123',
  ])('refuses %j', (json) => {
    expect(() => parseLosslessJson(json)).toThrow(SyntaxError);
  });

  it('agrees with JSON.parse wherever nothing is lost', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const plain: unknown = JSON.parse(json);
        fc.pre(!/\d{16}/.test(json.replace(/"(?:[^"\\]|\\.)*"/g, '""')));
        expect(parseLosslessJson(json)).toStrictEqual(plain);
      }),
    );
  });

  it('is quick on a body made to be slow: three million escaped quotes and digits', () => {
    const hostile = `"${'\\"1200000000000000123'.repeat(140_000)}`;
    const before = process.cpuUsage();
    expect(() => parseLosslessJson(hostile)).toThrow(SyntaxError);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
