import { z } from 'zod';
import { placeholdersOf } from '../../templates/placeholders.js';
import { readDraft, shapeFindings, type ReadDraft } from '../../templates/read-draft.js';
import { templateError, type TemplateFinding } from '../../templates/rules/finding.js';
import type { DraftButton, TemplateDraft } from '../../templates/draft.js';
import { present } from './present.js';

/** Meta writes its words in capitals and reads them in any case. */
const word = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.preprocess((said) => (typeof said === 'string' ? said.trim().toUpperCase() : said), z.enum(words));

const NamedSamples = z.array(z.object({ param_name: z.string(), example: z.string() }));

const Example = z.object({
  header_text: z.union([z.string().transform((text) => [text]), z.array(z.string())]).optional(),
  header_text_named_params: NamedSamples.optional(),
  header_handle: z.array(z.string()).optional(),
  body_text: z.union([z.array(z.array(z.string())), z.array(z.string()).transform((row) => [row])]).optional(),
  body_text_named_params: NamedSamples.optional(),
});

const Button = z.object({
  type: word(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE']),
  text: z.string().optional(),
  url: z.string().optional(),
  phone_number: z.string().optional(),
  example: z.union([z.string().transform((text) => [text]), z.array(z.string())]).optional(),
});
type Button = z.infer<typeof Button>;

const Component = z.object({
  type: word(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']),
  format: word(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']).optional(),
  text: z.string().optional(),
  example: Example.optional(),
  buttons: z.array(Button).optional(),
});
type Component = z.infer<typeof Component>;

const Definition = z.object({
  name: z.string(),
  language: z.string(),
  category: word(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  allow_category_change: z.boolean().optional(),
  parameter_format: word(['POSITIONAL', 'NAMED']).optional(),
  message_send_ttl_seconds: z.number().int().optional(),
  components: z.array(Component).min(1),
});
type Definition = z.infer<typeof Definition>;

/**
 * A template's definition as a file or a caller gives it: in our own words, or as the body with which Meta's API makes
 * one (it has `components`; flows/templates has such). Total. Kinds of templates that no message of ours can fill
 * (carousels, offers, one-time passwords) are told as findings.
 */
export function readDefinition(value: unknown): ReadDraft {
  if (typeof value !== 'object' || value === null || !('components' in value)) return readDraft(value);
  const parsed = Definition.safeParse(value);
  if (!parsed.success) return { ok: false, findings: shapeFindings(parsed.error.issues, value) };
  const twice = componentsTwice(parsed.data.components);
  return twice.length > 0 ? { ok: false, findings: twice } : { ok: true, draft: draftOf(parsed.data) };
}

function componentsTwice(components: readonly Component[]): TemplateFinding[] {
  return components.flatMap(({ type }, at) => {
    const first = components.findIndex((component) => component.type === type);
    if (first === at) return [];
    return [
      templateError(`components[${at}]`, type, 'component-twice', `there is a ${type} already: each stands once`),
    ];
  });
}

function draftOf(definition: Definition): TemplateDraft {
  const { name, language, components } = definition;
  const part = (type: Component['type']) => components.find((component) => component.type === type);
  const [header, body] = [part('HEADER'), part('BODY')];
  const text = body?.text ?? '';
  return present({
    name,
    language,
    category: CATEGORIES[definition.category],
    allowCategoryChange: definition.allow_category_change ?? true,
    parameterFormat: formatOf(definition, [header?.text ?? '', text]),
    header: header && headerOf(header),
    body: text,
    samples: samplesOf(text, body?.example),
    footer: part('FOOTER') && (part('FOOTER')?.text ?? ''),
    buttons: (part('BUTTONS')?.buttons ?? []).map(buttonOf),
    ttlSeconds: definition.message_send_ttl_seconds,
  });
}

const CATEGORIES = { MARKETING: 'marketing', UTILITY: 'utility', AUTHENTICATION: 'authentication' } as const;

/** Meta counts without being told; names are only read as such where the body says so, or all are names. */
function formatOf({ parameter_format: said }: Definition, texts: readonly string[]): TemplateDraft['parameterFormat'] {
  if (said !== undefined) return said === 'NAMED' ? 'named' : 'positional';
  const names = texts.flatMap(placeholdersOf);
  return names.length > 0 && names.every((name) => !/^\d+$/.test(name)) ? 'named' : 'positional';
}

function headerOf({ format = 'TEXT', text = '', example }: Component): NonNullable<TemplateDraft['header']> {
  switch (format) {
    case 'LOCATION':
      return { kind: 'location' };
    case 'TEXT':
      return present({
        kind: 'text' as const,
        text,
        sample: example?.header_text?.[0] ?? example?.header_text_named_params?.[0]?.example,
      });
    case 'IMAGE':
    case 'VIDEO':
    case 'DOCUMENT':
      return present({ kind: 'media' as const, media: MEDIA[format], sample: example?.header_handle?.[0] });
  }
}

const MEDIA = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const;

/** Positional samples stand in the order of their numbers; those beyond the last variable keep theirs. */
function samplesOf(body: string, example: Component['example']): Record<string, string> {
  const named = example?.body_text_named_params?.map(
    ({ param_name, example: sample }) => [param_name, sample] as const,
  );
  if (named) return Object.fromEntries(named);
  const names = placeholdersOf(body).toSorted((one, other) => Number(one) - Number(other));
  const row = example?.body_text?.[0] ?? [];
  return Object.fromEntries(row.map((sample, at) => [names[at] ?? String(at + 1), sample]));
}

function buttonOf({ type, text = '', url = '', phone_number: phone = '', example }: Button): DraftButton {
  switch (type) {
    case 'QUICK_REPLY':
      return { type: 'quick-reply', text };
    case 'URL':
      return present({ type: 'url' as const, text, url, sample: wholeAddress(url, example?.[0]) });
    case 'PHONE_NUMBER':
      return { type: 'phone', text, phone };
    case 'COPY_CODE':
      return { type: 'copy-code', sample: example?.[0] ?? '' };
  }
}

/** Meta's own examples give the suffix alone in places, and the whole address in others. */
function wholeAddress(url: string, sample: string | undefined): string | undefined {
  if (sample === undefined || /^https?:/i.test(sample)) return sample;
  return url.replace(/\{\{\s*1\s*\}\}$/, '') + sample;
}
