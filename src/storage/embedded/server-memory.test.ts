import { sharedBuffers } from './server-memory.js';

const GB = 2 ** 30;

test.each([
  [GB, '128MB'],
  [4 * GB, '256MB'],
  [24 * GB, '1024MB'],
])('of %i bytes the database keeps %s for itself', (available, setting) => {
  expect(sharedBuffers(available)).toBe(setting);
});

test('the machine at hand has a figure too', () => {
  expect(sharedBuffers()).toMatch(/^(1(2[89]|[3-9]\d)|[2-9]\d\d|10[0-2]\d)MB$/);
});
