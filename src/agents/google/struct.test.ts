import fc from 'fast-check';
import type { Json } from '../../flow/conditions.js';
import { decodeStruct, encodeStruct } from './struct.js';

test('writes each kind of value as google.protobuf.Value does', () => {
  expect(encodeStruct({ a: null, b: 'x', c: 1.5, d: false, e: [1, [null]], f: { g: '' } })).toEqual({
    fields: {
      a: { nullValue: 'NULL_VALUE' },
      b: { stringValue: 'x' },
      c: { numberValue: 1.5 },
      d: { boolValue: false },
      e: { listValue: { values: [{ numberValue: 1 }, { listValue: { values: [{ nullValue: 'NULL_VALUE' }] } }] } },
      f: { structValue: { fields: { g: { stringValue: '' } } } },
    },
  });
});

test('whatever is JSON comes back as it went', () => {
  const json = fc.jsonValue({ maxDepth: 5 }).map((value): Json => JSON.parse(JSON.stringify(value)) as Json);
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json, { noNullPrototype: true }), (object) => {
      expect(decodeStruct(encodeStruct(object))).toEqual(object);
    }),
  );
});

test('reads anything at all without throwing, and nothing out of what is no Struct', () => {
  fc.assert(fc.property(fc.anything(), (thing) => void decodeStruct(thing)));
  fc.assert(fc.property(fc.anything(), (thing) => void decodeStruct({ fields: { a: thing } })));
  for (const none of [null, undefined, 'text', 7, [], { name: 'Mira' }]) expect(decodeStruct(none)).toEqual({});
});

test('a number that JSON does not know is null', () => {
  expect(decodeStruct({ fields: { a: { numberValue: Number.NaN }, b: { numberValue: Infinity } } })).toEqual({
    a: null,
    b: null,
  });
});
