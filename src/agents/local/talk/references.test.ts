import { evaluate, fill, isFilled } from './references.js';
import type { Scope } from './references.js';

const scope: Scope = {
  parameters: {
    city: 'Rome',
    'city.original': 'rome',
    'geo-city': 'Oslo',
    guests: 2,
    when: '',
    tags: ['a', 'b'],
    person: { name: 'Mira' },
    amount: { amount: 5, currency: 'EUR' },
    none: [],
  },
  contexts: new Map([['order', { name: 'order', lifespan: 2, parameters: { size: 'L', 'size.original': 'large' } }]]),
};

test.each([
  ['to $city.', 'to Rome.'],
  ['$city.original', 'rome'],
  ['$city-based, $geo-city', 'Rome-based, Oslo'],
  ['$guests guests', '2 guests'],
  ['[$when]', '[]'],
  ['$tags', 'a, b'],
  ['$person and $person.name', 'Mira and Mira'],
  ['$amount.amount $amount.currency', '5 EUR'],
  ['#order.size, #ORDER.size.original.', 'L, large.'],
  ['[#gone.size]', '[]'],
  // What names nothing is a text like any other.
  ['$5, $USD, #1, #thanks. Bye', '$5, $USD, #1, #thanks. Bye'],
  ['$constructor #order.constructor', '$constructor '],
])('"%s" is "%s"', (text, expected) => {
  expect(fill(text, scope)).toBe(expected);
});

test('a text that is one reference has its value', () => {
  expect(evaluate('$guests', scope)).toBe(2);
  expect(evaluate(' #order.size ', scope)).toBe('L');
  expect(evaluate('$city.recent', scope)).toBe('Rome');
  expect(evaluate('$city!', scope)).toBe('Rome!');
  expect(evaluate('fixed', scope)).toBe('fixed');
});

test('what lacks a value is not filled', () => {
  expect(isFilled('$city to $geo-city', scope)).toBe(true);
  expect(isFilled('$when', scope)).toBe(false);
  expect(isFilled('$none', scope)).toBe(false);
  expect(isFilled('#gone.size', scope)).toBe(false);
  expect(isFilled('$5 #1', scope)).toBe(true);
});
