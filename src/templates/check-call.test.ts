import { checkTemplateCall } from './check-call.js';
import type { Template } from './template.js';
import { usability } from './usability.js';

function variant(language: string, parts: Partial<Template> = {}): Template {
  return {
    name: 'invite',
    language,
    category: 'utility',
    status: 'approved',
    parameterFormat: 'positional',
    body: 'Hi {{1}}',
    buttons: [],
    ...parts,
  };
}
const call = { template: 'invite', params: ['Mira'] };
const found = (...args: Parameters<typeof checkTemplateCall>) => checkTemplateCall(...args).map(({ code }) => code);

describe('checkTemplateCall', () => {
  it('has nothing to say of what fits', () => {
    expect(found(call, [variant('en'), variant('pt_BR')], ['en', 'pt-BR', 'en-GB'])).toEqual([]);
  });

  it('finds a missing template', () => {
    expect(checkTemplateCall(call, [], ['en'])).toEqual([
      { code: 'template-missing', message: 'the channel has no template called "invite"' },
    ]);
  });

  it('finds each missing language, and what there is', () => {
    expect(checkTemplateCall(call, [variant('en')], ['en', 'ar', 'hi'])).toEqual([
      { code: 'language-missing', message: 'template "invite" has no variant for ar: there is en' },
      { code: 'language-missing', message: 'template "invite" has no variant for hi: there is en' },
    ]);
  });

  it.each(['pending', 'rejected', 'paused', 'disabled', 'deleted', 'unknown'] as const)(
    'finds that it is %s',
    (status) => {
      expect(found(call, [variant('en', { status })], ['en'])).toEqual([`template-${status}`]);
    },
  );

  it('finds what does not fit one language, and says it once for all that share it', () => {
    const variants = [variant('en'), variant('ar', { body: 'x {{1}} {{2}}' })];
    expect(found(call, variants, ['en', 'ar', 'ar-EG'])).toEqual(['parameter-count']);
  });

  it('compares buttons with the options in each language', () => {
    const buttons = (one: string, two: string) => ({
      buttons: [
        { type: 'quick-reply' as const, text: one },
        { type: 'quick-reply' as const, text: two },
      ],
    });
    const options = [
      { id: 'y', label: { en: 'Yes', de: 'Ja' } },
      { id: 'n', label: { en: 'No', de: 'Nein' } },
    ];
    const withButtons = { ...call, buttons: 'options' as const };
    expect(
      found(
        withButtons,
        [variant('en', buttons('No', 'Yes')), variant('de', buttons('Nein', 'Ja'))],
        ['en', 'de'],
        options,
      ),
    ).toEqual([]);
    expect(found(withButtons, [variant('en', buttons('No', 'Maybe'))], ['en'], options)).toEqual([
      'buttons-do-not-match',
    ]);
    expect(found(withButtons, [variant('en')], ['en'], options)).toEqual(['buttons-do-not-match']);
    expect(found(withButtons, [variant('en', buttons('No', 'Yes'))], ['en'])).toEqual(['buttons-do-not-match']);
    expect(
      found(
        withButtons,
        [variant('en', buttons('No', 'Yes'))],
        ['en'],
        [
          { id: 'y', label: 'Yes' },
          { id: 'n', label: 'No' },
        ],
      ),
    ).toEqual([]);
  });
});

test('usability: only what is approved, and no authentication codes', () => {
  expect(usability(variant('en'))).toBeUndefined();
  expect(usability(variant('en', { category: 'authentication' }))?.code).toBe('category-not-supported');
  expect(usability(variant('en', { status: 'rejected', statusDetail: 'rejected: SCAM' }))).toEqual({
    code: 'template-rejected',
    message: 'template "invite" (en) was rejected (rejected: SCAM)',
  });
});
