import { AdjustableClock } from './clock.js';

test('can be set ahead, never back', () => {
  const clock = new AdjustableClock({ now: () => 1_000 });
  clock.setOffset(500);
  expect(clock.now()).toBe(1_500);
  expect(() => clock.setOffset(499)).toThrow(RangeError);
  expect(clock.offsetMs).toBe(500);
});
