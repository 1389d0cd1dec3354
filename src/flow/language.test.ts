import { chooseLanguage, matchLanguage } from './language.js';

describe('matchLanguage', () => {
  test.each([
    { available: ['en', 'en-US'], wanted: 'en-US', found: 'en-US' },
    { available: ['en-US', 'en'], wanted: 'en', found: 'en' },
    { available: ['pt'], wanted: 'pt-BR', found: 'pt' },
    { available: ['pt-BR'], wanted: 'pt', found: 'pt-BR' },
    { available: ['pt-BR'], wanted: 'pt_PT', found: 'pt-BR' },
    { available: ['en', 'ar'], wanted: 'ar-EG', found: 'ar' },
    { available: ['en', 'ar'], wanted: 'fr', found: undefined },
    { available: ['en'], wanted: '', found: undefined },
    { available: ['en'], wanted: undefined, found: undefined },
  ])('$wanted among $available is $found', ({ available, wanted, found }) => {
    expect(matchLanguage(available, wanted)).toBe(found);
  });

  test('a flow without the language speaks its first', () => {
    expect(chooseLanguage(['es', 'en'], 'fr')).toBe('es');
  });
});
