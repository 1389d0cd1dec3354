import { flowTexts, isMissing } from './flow-texts.js';

it('lists what people read, groups and templates too, and nothing else', () => {
  const flow = {
    title: { en: 'Tea' },
    start: { keywords: { en: ['tea'] } },
    window: { closed: { template: 'come_back', params: { name: { en: 'you' } } } },
    steps: [
      {
        group: 'g',
        steps: [{ id: 'a', ask: 'yes-no', text: 'Well?', labels: { yes: { en: 'Y', ar: 'ن' }, no: { en: 'N' } } }],
      },
      { id: 'x', set: { text: '1 + 1' } },
    ],
  };
  const found = [...flowTexts(flow)];
  expect(found.map(({ path }) => path.join('.'))).toEqual([
    'title',
    'window.closed.params.name',
    'steps.0.steps.0.text',
    'steps.0.steps.0.labels.yes',
    'steps.0.steps.0.labels.no',
  ]);
  expect(found.map((one) => isMissing(one, 'ar'))).toEqual([true, true, false, false, true]);
});
