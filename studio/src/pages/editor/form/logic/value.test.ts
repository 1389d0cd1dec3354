import fc from 'fast-check';
import { readValue, valueAs, VALUE_KINDS, writeValue } from './value.js';

it.each([
  [3, 'number', '3'],
  [false, 'truth', 'false'],
  [String.raw`'it\'s'`, 'text', "it's"],
  ['cups * 7', 'expression', 'cups * 7'],
  ["'a' + 'b'", 'expression', "'a' + 'b'"],
])('reads %j', (value, as, text) => expect(readValue(value)).toEqual({ as, text }));

it('reads back what it writes', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((given) => !given.includes('\n'));
  fc.assert(fc.property(text, (given) => expect(readValue(writeValue({ as: 'text', text: given })).text).toBe(given)));
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (given) =>
      expect(writeValue(readValue(given))).toBe(given === 0 ? 0 : given),
    ),
  );
});

it('keeps what can be kept where a value is given in another way', () => {
  expect(valueAs({ as: 'text', text: '12' }, 'number')).toEqual({ as: 'number', text: '12' });
  expect(valueAs({ as: 'text', text: 'many' }, 'number')).toEqual({ as: 'number', text: '0' });
  expect(valueAs({ as: 'number', text: '1' }, 'truth')).toEqual({ as: 'truth', text: 'false' });
  for (const as of VALUE_KINDS) expect(writeValue(valueAs({ as: 'text', text: '' }, as))).not.toBe('');
});
