import i18next, { type TFunction } from 'i18next';
import { metaErrorRow } from '@core/channels/cloud-payload/meta-errors.js';
import arabic from '../../../i18n/ar/inbox.json';
import english from '../../../i18n/en/inbox.json';
import { refusalWords } from './refusal-words.js';

async function speaking(lng: 'en' | 'ar'): Promise<TFunction<'inbox'>> {
  const words = i18next.createInstance();
  await words.init({ lng, ns: ['inbox'], resources: { en: { inbox: english }, ar: { inbox: arabic } } });
  return words.getFixedT(lng, 'inbox');
}

test('a known refusal is told in the viewer’s language', async () => {
  const refusal = { code: '131026', text: 'The words of the service' };
  expect(refusalWords(refusal, await speaking('ar'))).toBe(arabic.refusal['131026']);
});

test.each(['139999', 'http-502', '100', 'a.b:c'])(
  'the code %s, which has no words here, keeps the service’s',
  async (code) => {
    expect(refusalWords({ code, text: 'The words of the service' }, await speaking('ar'))).toBe(
      'The words of the service',
    );
  },
);

test.each(Object.entries(english.refusal))('the code %s is told in English as the service tells it', (code, text) => {
  expect(metaErrorRow(code)?.text).toBe(text);
});
