import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { draft, goodDrafts } from '../../../test/support/template-drafts.js';
import { TemplateDraft, templateOfDraft } from '../../templates/draft.js';
import { checkDraft, isRefused } from '../../templates/rules/check-draft.js';
import { decodeTemplates } from './decode-templates.js';
import { encodeTemplate } from './encode-template.js';
import { readDefinition } from './read-definition.js';

test('what Meta’s rules let through is the same after writing and reading it in Meta’s words', () => {
  fc.assert(
    fc.property(goodDrafts, (given) => {
      expect(isRefused(checkDraft(given))).toBe(false);
      expect(readDefinition(encodeTemplate(given))).toStrictEqual({ ok: true, draft: given });
      // In a catalogue it is what the draft promised.
      const [listed] = decodeTemplates([{ ...encodeTemplate(given), status: 'PENDING' }]);
      const { status, ...promised } = templateOfDraft(given, { status: 'pending' });
      expect(listed).toEqual({ ...promised, status, statusDetail: 'PENDING' });
    }),
  );
});

test('reading never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ components: fc.jsonValue() }), looseDefinitions()), (value) => {
      const read = readDefinition(value);
      if (read.ok) {
        expect(TemplateDraft.parse(read.draft)).toStrictEqual(read.draft);
        checkDraft(read.draft);
        encodeTemplate(read.draft);
      } else {
        expect(read.findings.length).toBeGreaterThan(0);
        for (const { severity, message } of read.findings)
          expect([severity, message]).toEqual(['error', expect.any(String)]);
      }
    }),
  );
});

/** Nearly right: each part is there or odd. */
function looseDefinitions(): fc.Arbitrary<unknown> {
  const odd = fc.oneof(fc.string(), fc.constantFrom('{{1}}', '{{__proto__}}', '{{constructor}}'), fc.jsonValue());
  const component = fc.record(
    {
      type: fc.constantFrom('HEADER', 'body', 'FOOTER', 'BUTTONS'),
      format: fc.constantFrom('TEXT', 'IMAGE', 'LOCATION'),
      text: fc.oneof(fc.string(), fc.constantFrom('{{__proto__}} {{1}}', 'For {{2}} {{1}}')),
      example: fc.oneof(fc.constant({ body_text: [['a', 'b', 'c']] }), fc.record({ header_text: odd, body_text: odd })),
      buttons: fc.array(fc.record({ type: fc.constantFrom('URL', 'QUICK_REPLY', 'COPY_CODE'), text: odd, url: odd })),
    },
    { requiredKeys: ['type'] },
  );
  return fc.record({
    name: fc.string(),
    language: fc.string(),
    category: fc.constantFrom('UTILITY', 'marketing'),
    components: fc.array(component, { minLength: 1, maxLength: 4 }),
  });
}

describe('reading a definition', () => {
  const body = { type: 'BODY', text: 'Hi {{1}}, ready?', example: { body_text: [['Ann']] } };
  const meta = (changed: Record<string, unknown> = {}) => ({
    name: 'a',
    language: 'en',
    category: 'UTILITY',
    components: [body],
    ...changed,
  });
  const problems = (value: unknown) => {
    const read = readDefinition(value);
    return read.ok ? [] : read.findings.map(({ field, rule }) => `${field} ${rule}`);
  };

  it('takes our own words as well', () => {
    expect(readDefinition(draft())).toEqual({ ok: true, draft: draft() });
    expect(readDefinition({ name: 'a', language: 'en', category: 'utility', body: 'Hi' })).toMatchObject({
      ok: true,
      draft: { parameterFormat: 'positional', buttons: [], samples: {}, allowCategoryChange: true },
    });
    expect(problems({ ...draft(), bodies: 1, category: 'offer' })).toEqual([
      'category unknown-value',
      'bodies unknown-field',
    ]);
  });

  it('names what is missing or odd in Meta’s words', () => {
    expect(problems(meta({ category: undefined }))).toEqual(['category field-missing']);
    expect(problems(meta({ components: [body, { type: 'CAROUSEL' }] }))).toEqual(['components[1].type unknown-value']);
    expect(problems(meta({ components: [body, { type: 'BUTTONS', buttons: [{ type: 'OTP' }] }] }))).toEqual([
      'components[1].buttons[0].type unknown-value',
    ]);
    expect(problems(meta({ components: [body, body] }))).toEqual(['components[1] component-twice']);
    expect(problems(meta({ components: [] }))).toEqual(['components too-small']);
    expect(problems([])).not.toEqual([]);
  });

  it('reads the words in any case, and rows of a catalogue', () => {
    const read = readDefinition({
      ...meta({ category: 'utility', components: [{ ...body, type: 'body' }] }),
      id: '5',
      status: 'APPROVED',
    });
    expect(read).toMatchObject({
      ok: true,
      draft: { category: 'utility', body: 'Hi {{1}}, ready?', samples: { 1: 'Ann' } },
    });
  });

  it('does not lose samples that are too many or too few', () => {
    const samples = (row: string[]) => {
      const read = readDefinition(meta({ components: [{ ...body, example: { body_text: [row] } }] }));
      return read.ok ? checkDraft(read.draft).map(({ field, rule }) => `${field} ${rule}`) : [];
    };
    expect(samples(['Ann', 'Bob'])).toContain('samples.2 sample-unknown');
    expect(samples([])).toContain('samples.1 sample-missing');
  });

  it('takes the suffix alone for the sample of a link', () => {
    const button = { type: 'URL', text: 'Open', url: 'https://x.example/{{1}}', example: 's1' };
    const read = readDefinition(meta({ components: [body, { type: 'BUTTONS', buttons: [button] }] }));
    expect(read).toMatchObject({ ok: true, draft: { buttons: [{ sample: 'https://x.example/s1' }] } });
  });
});

describe('the templates of the example flows', () => {
  const folder = 'flows/templates';
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  it.each(files)('%s would be taken', (file) => {
    const definitions = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as unknown[];
    const findings = definitions.flatMap((definition) => {
      const read = readDefinition(definition);
      return read.ok ? checkDraft(read.draft) : read.findings;
    });
    expect(findings).toEqual([]);
  });
});
