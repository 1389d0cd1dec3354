import fc from 'fast-check';
import type { TemplateDraft } from '../../src/templates/draft.js';

/** A template that Meta would take as it is. */
export function draft(changed: Partial<TemplateDraft> = {}): TemplateDraft {
  return {
    name: 'visit_reminder',
    language: 'en',
    category: 'utility',
    allowCategoryChange: true,
    parameterFormat: 'positional',
    body: 'Hello {{1}}, your feedback about {{2}} is not finished. Shall we go on?',
    samples: { 1: 'Mira', 2: 'your visit' },
    buttons: [{ type: 'quick-reply', text: 'Continue' }],
    ...changed,
  };
}

const words = fc.array(fc.constantFrom('visit', 'clinic', 'Friday', 'please', 'Straße'), {
  minLength: 1,
  maxLength: 6,
});

/** Templates that Meta's rules let through, of every part and kind of button. */
export const goodDrafts: fc.Arbitrary<TemplateDraft> = fc
  .record({
    named: fc.boolean(),
    count: fc.integer({ min: 0, max: 3 }),
    header: fc.constantFrom('none', 'text', 'variable', 'image', 'document', 'location'),
    words,
    footer: fc.option(fc.constantFrom('Cedar Clinic', 'Say STOP to end')),
    replies: fc.integer({ min: 0, max: 3 }),
    url: fc.constantFrom('none', 'fixed', 'suffix'),
    phone: fc.boolean(),
    ttl: fc.option(fc.constant(43_200)),
    category: fc.constantFrom('utility' as const, 'marketing' as const),
  })
  .map(({ named, count, header, words: said, footer, replies, url, phone, ttl, category }): TemplateDraft => {
    const names = Array.from({ length: count }, (_, at) => (named ? `value_${at + 1}` : String(at + 1)));
    const text = said.join(' ');
    const link = 'https://x.example/';
    return {
      name: 'made_up',
      language: 'en',
      category,
      allowCategoryChange: true,
      parameterFormat: named && (count > 0 || header === 'variable') ? 'named' : 'positional',
      ...(header === 'text' && { header: { kind: 'text' as const, text } }),
      ...(header === 'variable' && {
        header: { kind: 'text' as const, text: `For {{${named ? 'who' : '1'}}}`, sample: 'Mira' },
      }),
      ...((header === 'image' || header === 'document') && {
        header: { kind: 'media' as const, media: header, sample: 'https://x.example/a' },
      }),
      ...(header === 'location' && { header: { kind: 'location' as const } }),
      body: `${text} ${names.map((name) => `and then there is {{${name}}}`).join(' ')} at the end`,
      samples: Object.fromEntries(names.map((name) => [name, `a ${name}`])),
      ...(footer !== null && { footer }),
      buttons: [
        ...Array.from({ length: replies }, (_, at) => ({ type: 'quick-reply' as const, text: `Option ${at}` })),
        ...(url === 'fixed' ? [{ type: 'url' as const, text: 'Open', url: link }] : []),
        ...(url === 'suffix' ? [{ type: 'url' as const, text: 'Open', url: `${link}{{1}}`, sample: `${link}s1` }] : []),
        ...(phone ? [{ type: 'phone' as const, text: 'Call', phone: '+43660123456' }] : []),
      ],
      ...(ttl !== null && { ttlSeconds: ttl }),
    };
  });
