import { readIsoTime } from './iso-time.js';

describe('readIsoTime', () => {
  it.each([
    ['2026-10-05T10:00:00Z', 1_791_194_400_000],
    ['2026-10-05T10:00:00.5Z', 1_791_194_400_500],
    ['2021-09-15T08:53:45.220967583Z', 1_631_696_025_220],
    ['2026-10-05T12:00:00+02:00', 1_791_194_400_000],
  ])('reads %s', (text, expected) => {
    expect(readIsoTime(text)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    '5',
    'yesterday',
    '2026-10-05',
    '2026-10-05T10:00:00',
    '2026-13-05T10:00:00Z',
    '2026-10-05T10:00:00Z ',
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
  ])('does not take %j for a time', (text) => {
    expect(readIsoTime(text)).toBeUndefined();
  });
});
