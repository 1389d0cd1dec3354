import { linkIdFrom } from './link-id.js';

it.each([
  ['Clinic FAQ (2).zip', 'clinic-faq-2'],
  ['Éclair', 'eclair'],
  ['مساعد', ''],
  ['--a--', 'a'],
])('%s → %s', (text, id) => {
  expect(linkIdFrom(text)).toBe(id);
});
