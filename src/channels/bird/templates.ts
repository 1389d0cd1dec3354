import { z } from 'zod';
import { placeholdersOf } from '../../templates/placeholders.js';
import type { Template, TemplateButton } from '../../templates/template.js';
import type { ChannelAccess, Checked } from '../channel.js';
import { lenientList, lenientObject, lenientText, parseEach } from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';
import { templateStatusOf } from '../cloud-payload/template-status.js';
import { readAccess, type BirdAccess, type BirdApi } from './api.js';
import { readObject, readPages } from './pages.js';

const TEMPLATES = '/v1/whatsapp/templates';

const State = lenientObject({
  status: lenientText,
  rejection: lenientObject({ category: lenientText, reason: lenientText }),
  error: lenientObject({ description: lenientText }),
});
type State = z.infer<typeof State>;

const Row = z.object({
  id: z.string().min(1),
  slug: z.string().min(1),
  category: lenientText,
  languages: z.record(z.string(), State).catch({}),
  live_version_id: lenientText,
  pending_version_id: lenientText,
  draft_version_id: lenientText,
});
type Row = z.infer<typeof Row>;

const Component = z.object({ type: lenientText, format: lenientText, text: lenientText, buttons: lenientList });
type Component = z.infer<typeof Component>;

const Version = z.object({
  languages: z.record(z.string(), z.object({ components: lenientList }).catch({ components: [] })),
});

/**
 * All templates of the workspace, each language by itself. The list has no contents: these are read by version, one
 * request for each template. Bird's own templates are left out: they choose the number that sends by themselves.
 */
export async function listTemplates(api: BirdApi, channel: ChannelAccess): Promise<Checked<Template[]>> {
  const access = readAccess(channel);
  if ('class' in access) return { ok: false, failure: access };
  const rows = await readPages(api, access, TEMPLATES, { scope: 'workspace' });
  if (!rows.ok) return rows;
  const found: Template[] = [];
  for (const row of parseEach(rows.value, Row)) {
    const templates = await readTemplate(api, access, row);
    // Half a catalogue would look like templates that were deleted.
    if (!templates.ok) return templates;
    found.push(...templates.value);
  }
  return { ok: true, value: found };
}

/** The version in service; where there is none yet, the one that waits for its approval. */
async function readTemplate(api: BirdApi, access: BirdAccess, row: Row): Promise<Checked<Template[]>> {
  const version = row.live_version_id ?? row.pending_version_id ?? row.draft_version_id;
  if (version === undefined) return { ok: true, value: [] };
  const path = `${TEMPLATES}/${encodeURIComponent(row.id)}/versions/${encodeURIComponent(version)}`;
  const read = await readObject(api, access, path, Version);
  if (!read.ok) return read;
  const languages = Object.entries(read.value.languages);
  return {
    ok: true,
    value: languages.map(([language, { components }]) =>
      decodeTemplate(row, language, row.languages[language], parseEach(components, Component)),
    ),
  };
}

function decodeTemplate(row: Row, language: string, state: State, components: readonly Component[]): Template {
  const part = (type: string) => components.find((component) => component.type === type);
  const header = headerOf(part('header'));
  const body = part('body')?.text ?? '';
  // Buttons stand in a component of their own, or in the one they are attached to.
  const buttons = components.flatMap((component) => parseEach(component.buttons, Button)).map(buttonOf);
  return present({
    name: row.slug,
    language,
    category: categoryOf(row.category),
    ...statusOf(state, components),
    providerId: row.id,
    parameterFormat: parameterFormatOf([header?.kind === 'text' ? header.text : '', body]),
    header,
    body,
    footer: part('footer')?.text,
    buttons,
  });
}

function categoryOf(word: string | undefined): Template['category'] {
  return word === 'marketing' || word === 'utility' || word === 'authentication' ? word : 'unknown';
}

/** A language that is in no state was never submitted. */
function statusOf(state: State, components: readonly Component[]): Pick<Template, 'status' | 'statusDetail'> {
  const word = state?.status ?? 'draft';
  const status = word === 'draft' ? 'unsubmitted' : (templateStatusOf(word) ?? 'unknown');
  if (status === 'approved' && components.some(({ type }) => type === 'carousel')) {
    return { status: 'unknown', statusDetail: 'approved, but it has a carousel, which cannot be filled' };
  }
  const { rejection, error } = state ?? {};
  const reason = rejection?.reason ?? rejection?.category ?? error?.description;
  return { status, statusDetail: [word, reason].filter((part) => part).join(': ') };
}

function parameterFormatOf(texts: readonly string[]): Template['parameterFormat'] {
  return texts.flatMap(placeholdersOf).some((name) => !/^\d+$/.test(name)) ? 'named' : 'positional';
}

function headerOf(component: Component | undefined): Template['header'] {
  switch (component?.format) {
    case 'image':
    case 'video':
    case 'document':
      return { kind: 'media', media: component.format };
    case 'gif':
      return { kind: 'media', media: 'video' };
    case 'location':
      return { kind: 'location' };
    default:
      return component?.text === undefined ? undefined : { kind: 'text', text: component.text };
  }
}

const Button = z.object({ type: lenientText, text: lenientText, url: lenientText });

const BUTTON_TYPES: Record<string, TemplateButton['type']> = {
  quick_reply: 'quick-reply',
  url: 'url',
  phone_number: 'phone',
  copy_code: 'copy-code',
};

function buttonOf({ type = '', text = '', url }: z.infer<typeof Button>): TemplateButton {
  const known = Object.hasOwn(BUTTON_TYPES, type) ? BUTTON_TYPES[type] : undefined;
  return present({ type: known ?? 'other', text, url });
}
