import { StoredSession, migrateSession } from './session-migrations.js';
import { beginSession } from './step.js';
import { compiled } from '../../test/support/flows.js';
import { POLL } from '../../test/support/flows.js';

const stored = beginSession(compiled(POLL), { id: 's', flowVersion: 'v', contact: { attributes: {} }, now: 5 });

test('a session of today is read as it is', () => {
  expect(migrateSession(stored)).toBe(stored);
  expect(StoredSession.parse(stored)).toEqual(stored);
});

test('an earlier form is brought through every step from its own on', () => {
  const migrations = [
    (old: Readonly<Record<string, unknown>>) => ({ ...old, v: 2, one: true }),
    (old: Readonly<Record<string, unknown>>) => ({ ...old, v: 3, two: [old.one] }),
  ];
  expect(migrateSession({ v: 1, id: 's' }, migrations)).toEqual({ v: 3, id: 's', one: true, two: [true] });
  expect(migrateSession({ v: 2, id: 's' }, migrations)).toEqual({ v: 3, id: 's', two: [undefined] });
  expect(migrateSession({ v: 3, id: 's' }, migrations)).toEqual({ v: 3, id: 's' });
});

test.each([undefined, null, 'x', 3, [], {}, { v: 'one' }, { v: 0 }, { v: -4 }, { v: 99 }])(
  '%j is left to the schema, which refuses it',
  (value) => {
    expect(migrateSession(value)).toBe(value);
    expect(StoredSession.safeParse(value).success).toBe(false);
  },
);
