import { z } from 'zod';
import { placeholdersOf } from './placeholders.js';
import { previewTemplate, type TemplatePreview } from './preview.js';
import type { Template, TemplateButton } from './template.js';

/** A button as it is asked for. Meta's limits are not held against it here (rules/check-draft.ts). */
const DraftButton = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('quick-reply'), text: z.string() }),
  z.strictObject({
    type: z.literal('url'),
    text: z.string(),
    /** With `{{1}}` at its end where each message gives a suffix. */
    url: z.string(),
    /** A whole address as it may look, where there is a suffix. */
    sample: z.string().optional(),
  }),
  /** `phone` as it is dialled, `+43 660 …`. */
  z.strictObject({ type: z.literal('phone'), text: z.string(), phone: z.string() }),
  /** WhatsApp writes its label. */
  z.strictObject({ type: z.literal('copy-code'), sample: z.string() }),
]);
export type DraftButton = z.infer<typeof DraftButton>;

/**
 * A template in one language as somebody wants it made, without any provider's wording. Only its shape is certain:
 * whether Meta would take it is for rules/check-draft.ts.
 */
export const TemplateDraft = z.strictObject({
  name: z.string(),
  /** Meta's code: `en`, `en_US`, `pt_BR`. */
  language: z.string(),
  category: z.enum(['marketing', 'utility', 'authentication']),
  /** May it be put into another category, rather than be rejected for the wrong one? */
  allowCategoryChange: z.boolean().default(true),
  parameterFormat: z.enum(['positional', 'named']).default('positional'),
  header: z
    .discriminatedUnion('kind', [
      /** `sample`: a value for its one variable. */
      z.strictObject({ kind: z.literal('text'), text: z.string(), sample: z.string().optional() }),
      /** `sample`: how the provider finds a file like those to come: a public link, or its own handle of an upload. */
      z.strictObject({
        kind: z.literal('media'),
        media: z.enum(['image', 'video', 'document']),
        sample: z.string().optional(),
      }),
      z.strictObject({ kind: z.literal('location') }),
    ])
    .optional(),
  body: z.string(),
  /** A value for each variable of the body by its name: `1`, `first_name`. */
  samples: z.record(z.string(), z.string()).default({}),
  footer: z.string().optional(),
  buttons: z.array(DraftButton).default([]),
  /** How long WhatsApp tries to deliver a message of it, in seconds; Meta's own time where it is not said. */
  ttlSeconds: z.number().int().optional(),
});
export type TemplateDraft = z.infer<typeof TemplateDraft>;

/** The label that WhatsApp gives a button that copies a code; the phone's language decides. */
const COPY_CODE_LABEL = 'Copy code';

/** The draft as a catalogue shows it once the provider has it. */
export function templateOfDraft(draft: TemplateDraft, state: Pick<Template, 'status' | 'providerId'>): Template {
  const { name, language, category, parameterFormat, header, body, footer, buttons } = draft;
  return {
    name,
    language,
    category,
    ...state,
    parameterFormat,
    ...(header !== undefined && { header: headerOf(header) }),
    body,
    ...(footer !== undefined && { footer }),
    buttons: buttons.map(buttonOf),
  };
}

function headerOf(header: NonNullable<TemplateDraft['header']>): NonNullable<Template['header']> {
  switch (header.kind) {
    case 'text':
      return { kind: 'text', text: header.text };
    case 'media':
      return { kind: 'media', media: header.media };
    case 'location':
      return { kind: 'location' };
  }
}

function buttonOf(button: DraftButton): TemplateButton {
  switch (button.type) {
    case 'quick-reply':
    case 'phone':
      return { type: button.type, text: button.text };
    case 'url':
      return { type: 'url', text: button.text, url: button.url };
    case 'copy-code':
      return { type: 'copy-code', text: COPY_CODE_LABEL };
  }
}

/** The draft as its reader would see it, with its samples in place. */
export function previewDraft(draft: TemplateDraft): TemplatePreview {
  const { header, samples, buttons } = draft;
  const [variable] = header?.kind === 'text' ? placeholdersOf(header.text) : [];
  const sample = header?.kind === 'text' ? header.sample : undefined;
  const headerLink = header?.kind === 'media' ? header.sample : undefined;
  const shown = previewTemplate(templateOfDraft(draft, { status: 'pending' }), {
    body: new Map(Object.entries(samples)),
    ...(variable !== undefined && sample !== undefined && { header: new Map([[variable, sample]]) }),
    ...(headerLink !== undefined && { headerLink }),
  });
  // A sample of a link is a whole address.
  const withSamples = shown.buttons.map((button, at) => {
    const asked = buttons[at];
    return asked?.type === 'url' && asked.sample !== undefined ? { ...button, url: asked.sample } : button;
  });
  return { ...shown, buttons: withSamples };
}
