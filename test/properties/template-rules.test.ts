import fc from 'fast-check';
import { encodeTemplate } from '../../src/channels/cloud-payload/encode-template.js';
import { checkTemplateDefinition } from '../../src/simulator/rules/check-template-definition.js';
import { readShape } from '../../src/simulator/rules/shape.js';
import { TemplateCreation } from '../../src/simulator/templates/template.js';
import type { DraftButton, TemplateDraft } from '../../src/templates/draft.js';
import { checkDraft, isRefused } from '../../src/templates/rules/check-draft.js';
import { goodDrafts } from '../support/template-drafts.js';

/** What the simulator, which has rules of its own, says to the body that we would send. */
function judged(draft: TemplateDraft): string | undefined {
  const shaped = readShape(TemplateCreation, encodeTemplate(draft));
  if (!shaped.ok) return shaped.refusal.details;
  return [...checkTemplateDefinition(shaped.value)][0]?.details;
}

/** Something that people do to a template. */
const spoiled: fc.Arbitrary<(draft: TemplateDraft) => TemplateDraft> = fc.oneof(
  fc.constantFrom('', 'Visit', 'a b', 'x'.repeat(513)).map((name) => (draft: TemplateDraft) => ({ ...draft, name })),
  fc
    .constantFrom(
      '{{1}} begins',
      'ends with {{1}}',
      'one {{1}} {{2}} two',
      'a {{3}} gap {{1}} is here',
      '',
      'x'.repeat(1_025),
    )
    .map((body) => (draft: TemplateDraft) => ({ ...draft, body, samples: { 1: 'a', 2: 'b', 3: 'c' } })),
  fc.constantFrom('', 'x'.repeat(61), 'Hi {{1}}').map((footer) => (draft: TemplateDraft) => ({ ...draft, footer })),
  fc
    .constantFrom('', 'x'.repeat(61), 'one\ntwo', '{{1}} {{2}} and', 'No sample {{1}}')
    .map((text) => (draft: TemplateDraft) => ({ ...draft, header: { kind: 'text' as const, text } })),
  fc.constant((draft: TemplateDraft) => ({ ...draft, samples: {} })),
  fc
    .array(
      fc.constantFrom<DraftButton>(
        { type: 'quick-reply', text: 'Yes' },
        { type: 'quick-reply', text: 'x'.repeat(26) },
        { type: 'quick-reply', text: '' },
        { type: 'url', text: 'Open', url: 'https://x.example/{{1}}' },
        { type: 'url', text: 'More', url: 'https://x.example/{{1}}/a', sample: 'https://x.example/1/a' },
        { type: 'url', text: 'There', url: 'nowhere' },
        { type: 'phone', text: 'Call', phone: 'none' },
        { type: 'copy-code', sample: 'SAVE' },
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((buttons) => (draft: TemplateDraft) => ({ ...draft, buttons })),
);

test('a template that our rules let through is taken by the simulator', () => {
  fc.assert(
    fc.property(goodDrafts, (draft) => {
      expect(isRefused(checkDraft(draft))).toBe(false);
      expect(judged(draft)).toBeUndefined();
    }),
  );
});

test('a template that the simulator refuses, our rules have refused before', () => {
  let refused = 0;
  fc.assert(
    fc.property(goodDrafts, fc.array(spoiled, { minLength: 1, maxLength: 3 }), (good, changes) => {
      const draft = changes.reduce((changed, change) => change(changed), good);
      const refusal = judged(draft);
      if (refusal === undefined) return;
      refused += 1;
      expect({ refusal, found: isRefused(checkDraft(draft)) }).toEqual({ refusal, found: true });
    }),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(100);
});
