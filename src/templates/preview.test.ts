import { draft } from '../../test/support/template-drafts.js';
import { template } from '../../test/support/templates.js';
import { previewDraft } from './draft.js';
import { previewCall } from './preview-call.js';
import { previewTemplate } from './preview.js';

const rich = template('rich', {
  parameterFormat: 'named',
  header: { kind: 'media', media: 'image' },
  body: 'Dear {{name}}, thank you',
  footer: 'Cedar Clinic',
  buttons: [
    { type: 'quick-reply', text: 'Yes' },
    { type: 'url', text: 'Open', url: 'https://x.example/{{1}}' },
  ],
});

test('a preview has every part, filled in', () => {
  const values = { body: new Map([['name', 'Mira']]), headerLink: 'https://x.example/a.png', urlSuffix: 's1' };
  expect(previewTemplate(rich, values)).toEqual({
    header: { kind: 'media', media: 'image', link: 'https://x.example/a.png' },
    body: 'Dear Mira, thank you',
    footer: 'Cedar Clinic',
    buttons: [
      { type: 'quick-reply', text: 'Yes' },
      { type: 'url', text: 'Open', url: 'https://x.example/s1' },
    ],
    hidesButtons: false,
    text: '[image]\n\nDear Mira, thank you\n\nCedar Clinic\n\n[Yes] [Open]',
  });
});

test('what is not given stays as it stands', () => {
  expect(previewTemplate(rich)).toMatchObject({
    header: { kind: 'media', media: 'image' },
    body: 'Dear {{name}}, thank you',
    buttons: [{}, { url: 'https://x.example/{{1}}' }],
  });
});

test('more than three buttons are hidden behind one', () => {
  const buttons = Array.from({ length: 4 }, (_, at) => ({ type: 'quick-reply' as const, text: `b${at}` }));
  expect(previewTemplate(template('many', { buttons })).hidesButtons).toBe(true);
  expect(previewTemplate(template('few', { buttons: buttons.slice(1) })).hidesButtons).toBe(false);
});

test('a draft is shown with its samples', () => {
  const shown = previewDraft(
    draft({
      header: { kind: 'text', text: 'For {{1}}', sample: 'you' },
      buttons: [{ type: 'url', text: 'Open', url: 'https://x.example/{{1}}', sample: 'https://x.example/s7' }],
    }),
  );
  expect(shown).toMatchObject({
    header: { kind: 'text', text: 'For you' },
    body: 'Hello Mira, your feedback about your visit is not finished. Shall we go on?',
    buttons: [{ url: 'https://x.example/s7' }],
  });
  expect(previewDraft(draft({ header: { kind: 'media', media: 'video', sample: 'handle' } })).header).toEqual({
    kind: 'media',
    media: 'video',
    link: 'handle',
  });
});

describe('the preview of a call', () => {
  const german = { ...rich, language: 'de', body: 'Liebe {{name}}, danke', status: 'paused' as const };
  const call = { template: 'rich', params: { name: 'Mira\nM' }, headerLink: 'https://x.example/a.png', urlSuffix: 'ä' };

  it('is what would be sent', () => {
    const shown = previewCall([rich], call, ['en']);
    expect(shown).toMatchObject({ language: 'en', problems: [], preview: { body: 'Dear Mira M, thank you' } });
    expect(shown?.preview.buttons[1]?.url).toBe('https://x.example/%C3%A4');
    expect(shown?.notes).toHaveLength(1);
  });
  it('falls back to another language as sending does', () => {
    expect(previewCall([rich, german], call, ['de', 'en'])?.language).toBe('en');
    expect(previewCall([german], call, ['de'])).toMatchObject({ problems: [{ code: 'template-paused' }] });
    expect(previewCall([rich], call, ['fr'])).toBeUndefined();
  });
  it('says what does not fit, and shows it all the same', () => {
    expect(previewCall([rich], { template: 'rich', params: { nobody: 'x' } }, ['en'])).toMatchObject({
      problems: expect.arrayContaining([{ code: 'parameter-missing', message: expect.any(String) }]),
      preview: { body: 'Dear {{name}}, thank you' },
    });
  });
});
