import { getCountries, getCountryCallingCode } from 'libphonenumber-js';
import { countryOfIdentifiers, countryOfNumber, mainCountryOf } from './country.js';

test.each([
  ['4915123456789', 'DE'],
  ['+34 600 123 456', 'ES'],
  // WhatsApp's own forms, which are not those that are dialled.
  ['5215512345678', 'MX'],
  ['5491112345678', 'AR'],
  ['551187654321', 'BR'],
  // Shared codes: whose list the number is in, or the main country's.
  ['14165550100', 'CA'],
  ['15550100200', 'US'],
  ['77011234567', 'KZ'],
  ['447911123456', 'GG'],
])('%s is a number of %s', (number, country) => {
  expect(countryOfNumber(number)).toBe(country);
});

test.each(['', '99912', 'nobody', '00', '999999999999999999999'])('"%s" is a number of no country', (number) => {
  expect(countryOfNumber(number)).toBeUndefined();
});

test('of somebody whose number is hidden, the user id tells', () => {
  expect(countryOfIdentifiers({ userId: 'BR.a1B2' })).toEqual({ code: 'BR', by: 'user-id' });
  expect(countryOfIdentifiers({ userId: 'BR.a1B2', waId: '34600' })).toEqual({ code: 'ES', by: 'number' });
  expect(countryOfIdentifiers({ userId: 'somebody' })).toBeUndefined();
});

test('every calling code has one main country, which is its own', () => {
  for (const code of getCountries()) {
    const main = mainCountryOf(code);
    expect(main && mainCountryOf(main)).toBe(main);
    expect(
      getCountries().some((other) => other === main && getCountryCallingCode(other) === getCountryCallingCode(code)),
    ).toBe(true);
  }
  expect(['GG', 'CA', 'VA', 'KZ', 'SJ', 'ES'].map(mainCountryOf)).toEqual(['GB', 'US', 'IT', 'RU', 'NO', 'ES']);
  expect(mainCountryOf('XX')).toBeUndefined();
});

test('where several countries share a code, who leads was decided', () => {
  const shared = new Map<string, string[]>();
  for (const code of getCountries()) {
    const callingCode: string = getCountryCallingCode(code);
    shared.set(callingCode, [...(shared.get(callingCode) ?? []), code]);
  }
  const led = [...shared.values()].filter((codes) => codes.length > 1).map((codes) => mainCountryOf(codes[0]!));
  expect(new Set(led)).toEqual(new Set(['AU', 'CW', 'FI', 'GB', 'GP', 'IT', 'MA', 'NO', 'RE', 'RU', 'SH', 'US']));
});
