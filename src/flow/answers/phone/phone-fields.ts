import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import type { TypeFinding } from '../answer-type.js';

/** ISO 3166-1 alpha-2 code of the country whose numbers need no code; without it, that of the contact's own number. */
export const Country = z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters, such as EG');

/** Two letters that are no country with telephones. */
export function lintCountry(country: string | undefined): TypeFinding[] {
  if (country === undefined || isSupportedCountry(country)) return [];
  return [
    {
      severity: 'error',
      rule: 'phone-country-unknown',
      message: `there is no country "${country}"; write its ISO 3166 code, such as EG`,
      path: ['country'],
    },
  ];
}
