import fc from 'fast-check';
import { z } from 'zod';
import { JsonValue } from './json-value.js';

test('takes and refuses what z.json() does', () => {
  const value = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), value), (given) => {
      const { success, data } = JsonValue.safeParse(given);
      expect(success).toBe(z.json().safeParse(given).success);
      if (success) expect(data).toBe(given);
    }),
  );
});
