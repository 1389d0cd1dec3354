import fc from 'fast-check';
import { decodeTemplates } from '../../src/channels/cloud-payload/decode-templates.js';
import { encodeTemplate } from '../../src/channels/cloud-payload/encode-template.js';
import { encodeMessage } from '../../src/channels/cloud-payload/encode.js';
import { checkTemplateCall } from '../../src/simulator/rules/check-template-call.js';
import { TemplateCreation } from '../../src/simulator/templates/template.js';
import { bindTemplate } from '../../src/templates/bind.js';
import { placeholdersOf } from '../../src/templates/placeholders.js';
import { goodDrafts } from '../support/template-drafts.js';

const said = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('{{1}}', '$&', 'a\n\nb'),
);

/** What a message of it needs, as an author would write it. */
const MediaLink = 'https://x.example/picture';

test('what we show before is what the simulator, filling it in by itself, shows after', () => {
  let shown = 0;
  fc.assert(
    fc.property(goodDrafts, fc.array(said, { minLength: 4, maxLength: 4 }), (draft, values) => {
      const [template] = decodeTemplates([{ ...encodeTemplate(draft), status: 'APPROVED' }]);
      const inHeader = draft.header?.kind === 'text' ? placeholdersOf(draft.header.text) : [];
      const names = [
        ...inHeader.map((name) => (draft.parameterFormat === 'named' ? name : 'header')),
        ...placeholdersOf(draft.body),
      ];
      const takesSuffix = draft.buttons.some((button) => button.type === 'url' && button.url.endsWith('{{1}}'));
      const bound = bindTemplate({
        template: template!,
        call: {
          template: draft.name,
          params: Object.fromEntries(names.map((name, at) => [name, values[at] ?? 'x'])),
          ...(draft.header?.kind === 'media' && { headerLink: MediaLink }),
          ...(takesSuffix && { urlSuffix: 's/1?a=b' }),
        },
        renderText: (text) => ({ text: typeof text === 'string' ? text : '' }),
        tap: { sessionId: 's', stepId: 'q', render: 1 },
      });
      // Values that are only spaces, and headers that only Meta can fill.
      if (!bound.ok) return;
      shown += 1;
      const body = encodeMessage({ to: { waId: '4366' }, message: bound.message, ref: 'r' });
      const creation = TemplateCreation.parse(encodeTemplate(draft));
      const checked = checkTemplateCall((body as { template: Parameters<typeof checkTemplateCall>[0] }).template, {
        findTemplate: () => ({
          id: '1',
          externalId: '1',
          name: creation.name,
          language: creation.language,
          category: creation.category,
          components: creation.components,
          named: creation.parameter_format === 'NAMED',
          state: 'approved',
          rejectedReason: 'NONE',
          createdAt: 0,
          modifiedAt: 0,
        }),
        ownNumber: '15550100100',
        hasMedia: () => false,
      });
      if (!checked.ok) throw new Error(checked.refusal.details);
      const { header, buttons } = checked.rendered;
      const { preview } = bound;
      expect({
        body: checked.rendered.body,
        footer: checked.rendered.footer,
        header: header?.type === 'text' ? header.text : header && 'link' in header ? header.link : undefined,
        buttons: buttons.map((button) => [button.title, button.type === 'url' ? button.url : undefined]),
      }).toEqual({
        body: preview.body,
        footer: preview.footer,
        header:
          preview.header?.kind === 'text'
            ? preview.header.text
            : preview.header?.kind === 'media'
              ? preview.header.link
              : undefined,
        buttons: preview.buttons.map(({ text, url }) => [text, url]),
      });
    }),
  );
  expect(shown).toBeGreaterThan(50);
});
