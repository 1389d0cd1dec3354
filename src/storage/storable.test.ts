import fc from 'fast-check';
import { z } from 'zod';
import type { CollectionDeclaration } from './documents.js';
import { encodeBody, encodeDocument } from './storable.js';

const Anything = z.record(z.string(), z.unknown());
const anything: CollectionDeclaration<z.infer<typeof Anything>> = { name: 'anything', schema: Anything, indexes: [] };

/** With what databases do not store and what JSON writes another way. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\0', 'a\0b', '\ud800', 'x\udc00y', '😀', '\\u0000', '__proto__', 'toJSON'),
);
const value = fc.anything({
  key: texts,
  values: [texts, fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.date()],
});

test('a body is what its JSON would be read as', () => {
  fc.assert(
    fc.property(fc.dictionary(texts, value), (doc) => {
      const { body } = encodeBody(anything, 'a', doc);
      expect(JSON.stringify(body)).toBe(encodeDocument(anything, 'a', doc).json);
    }),
  );
});

test('a plain document is not copied to be stored', () => {
  const doc = { answers: { mood: { value: ['good', null, 1.5, true], label: 'Müller 😀' } } };
  expect(encodeBody(anything, 'a', doc).body['answers']).toBe(doc.answers);
});
