import type { Template } from '@core/templates/template.js';
import { choose, offer } from './offer.js';

const template = (name: string, over: Partial<Template> = {}): Template => ({
  name,
  language: 'en',
  category: 'utility',
  status: 'approved',
  parameterFormat: 'named',
  body: `The ${name} for {{name}}`,
  buttons: [],
  ...over,
});
const everything = { search: '', language: null, category: null, isApprovedOnly: false };

describe('templates on offer', () => {
  const offered = offer([
    template('bill', { status: 'paused', statusDetail: 'LOW_QUALITY' }),
    template('visit'),
    template('visit', { language: 'ar' }),
    template('code', { buttons: [{ type: 'copy-code', text: 'Copy' }] }),
    template('place', { header: { kind: 'location' }, category: 'marketing' }),
    template('offer_of_week', { category: 'marketing' }),
  ]);
  const names = (filter: Partial<Parameters<typeof choose>[1]>) =>
    choose(offered, { ...everything, ...filter }, 'ar').map(
      ({ template: { name, language } }) => `${name} ${language}`,
    );

  it('say why they cannot be sent', () => {
    expect(offered.map(({ refusal }) => refusal?.code)).toEqual([
      'template-paused',
      undefined,
      undefined,
      'button-not-supported',
      'header-not-supported',
      undefined,
    ]);
    expect(offered[0]?.refusal?.detail).toBe('LOW_QUALITY');
  });

  it('come with what the person can read first, and what cannot be sent last', () => {
    expect(names({})).toEqual(['visit ar', 'offer_of_week en', 'visit en', 'bill en', 'code en', 'place en']);
  });

  it('are found by words of the name and the text, by language, category and state', () => {
    expect(names({ search: 'WEEK offer' })).toEqual(['offer_of_week en']);
    expect(names({ language: 'ar' })).toEqual(['visit ar']);
    expect(names({ category: 'marketing', isApprovedOnly: true })).toEqual(['offer_of_week en']);
    expect(names({ search: 'nothing of the kind' })).toEqual([]);
  });
});
