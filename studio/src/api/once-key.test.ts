import { OnceKey } from './once-key.js';

test('the same content has the same key until it is done', () => {
  const once = new OnceKey();
  const first = once.of({ text: 'Hello' });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(once.of({ text: 'Hello' })).toBe(first);
  once.done();
  expect(once.of({ text: 'Hello' })).not.toBe(first);
});

test('other content has another key', () => {
  const once = new OnceKey();
  expect(once.of({ text: 'Hello' })).not.toBe(once.of({ text: 'Hello!' }));
});
