import { directionOf } from './direction-of.js';

it.each([
  ['en', 'ltr'],
  ['ar', 'rtl'],
  ['ar-EG', 'rtl'],
  ['ur', 'rtl'],
  ['az-Arab', 'rtl'],
  ['he', 'rtl'],
  ['hi', 'ltr'],
  ['e', 'auto'],
])('%s is written %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});
