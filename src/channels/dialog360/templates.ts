import { z } from 'zod';
import type { ChannelAccess, Checked } from '../channel.js';
import { lenientList, lenientNumber, lenientObject, lenientText, parseEach } from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';
import { templateStatusOf } from '../cloud-payload/template-status.js';
import { placeholdersOf } from '../../templates/placeholders.js';
import type { Template, TemplateButton } from '../../templates/template.js';
import type { Dialog360Api } from './api.js';
import { failure, failureOfAnswer, notRead, readJson } from './errors.js';

const PAGE = 500;
/** Meta allows 6,000 names; with every language of each, this is far beyond. */
const MAX_PAGES = 200;

const Page = z.object({ waba_templates: z.array(z.unknown()), total: lenientNumber });

/**
 * All templates of the account. The query's syntax is not documented, only that `limit` and `offset` exist: a page
 * that brings nothing new ends the reading, so that a server that ignores `offset` cannot make it endless.
 */
export async function listTemplates(api: Dialog360Api, access: ChannelAccess): Promise<Checked<Template[]>> {
  const found = new Map<string, Template>();
  let offset = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const result = await api.call(access, {
      method: 'GET',
      path: `/v1/configs/templates?limit=${PAGE}&offset=${offset}`,
    });
    if ('failure' in result) return notRead(result.failure);
    if (result.answer.status !== 200) return notRead(failureOfAnswer(result.answer));
    const parsed = Page.safeParse(readJson(result.answer.text));
    if (!parsed.success) return notRead(failure('unreadable-answer', result.answer.text));

    const before = found.size;
    for (const template of decodeTemplates(parsed.data.waba_templates)) {
      found.set(`${template.name} ${template.language}`, template);
    }
    offset += parsed.data.waba_templates.length;
    if (offset >= (parsed.data.total ?? 0) || found.size === before) break;
  }
  return { ok: true, value: [...found.values()] };
}

const Component = z.object({
  type: lenientText,
  format: lenientText,
  text: lenientText,
  buttons: lenientList,
});
type Component = z.infer<typeof Component>;

const Row = z.object({
  name: z.string().min(1),
  language: z.string().min(1),
  category: lenientText,
  status: lenientText,
  rejected_reason: lenientText,
  quality_score: lenientObject({ score: lenientText }),
  external_id: lenientText,
  parameter_format: lenientText,
  components: lenientList,
});
type Row = z.infer<typeof Row>;

/** Rows of the catalogue; one without name or language cannot be sent or even be named, and is left out. */
export function decodeTemplates(rows: readonly unknown[]): Template[] {
  return parseEach(rows, Row).map(decodeTemplate);
}

function decodeTemplate(row: Row): Template {
  const components = parseEach(row.components, Component);
  const part = (type: string) => components.find((component) => component.type?.toUpperCase() === type);
  const header = headerOf(part('HEADER'));
  const body = part('BODY')?.text ?? '';
  return present({
    name: row.name,
    language: row.language,
    category: categoryOf(row.category),
    ...statusOf(row, components),
    quality: knownQuality(row.quality_score?.score),
    providerId: row.external_id,
    parameterFormat: parameterFormatOf(row.parameter_format, [header?.kind === 'text' ? header.text : '', body]),
    header,
    body,
    footer: part('FOOTER')?.text,
    buttons: parseEach(part('BUTTONS')?.buttons ?? [], Button).map(buttonOf),
  });
}

function categoryOf(word: string | undefined): Template['category'] {
  const category = word?.toLowerCase();
  return category === 'marketing' || category === 'utility' || category === 'authentication' ? category : 'unknown';
}

/** Parts that our messages cannot fill: the template is shown, but not used. */
const UNFILLED = new Set(['CAROUSEL', 'LIMITED_TIME_OFFER']);

function statusOf(row: Row, components: readonly Component[]): Pick<Template, 'status' | 'statusDetail'> {
  const unfilled = components.find(({ type }) => type !== undefined && UNFILLED.has(type.toUpperCase()))?.type;
  const status = row.status === undefined ? undefined : templateStatusOf(row.status);
  if (status === 'approved' && unfilled !== undefined) {
    return {
      status: 'unknown',
      statusDetail: `approved, but it has a ${unfilled.toLowerCase()}, which cannot be filled`,
    };
  }
  const reason = row.rejected_reason === 'NONE' ? undefined : row.rejected_reason;
  const detail = [row.status, reason].filter((word) => word).join(': ');
  return { status: status ?? 'unknown', ...(detail !== '' && { statusDetail: detail }) };
}

function knownQuality(score: string | undefined): string | undefined {
  return score === undefined || score.toUpperCase() === 'UNKNOWN' ? undefined : score.toLowerCase();
}

/** Older rows do not say it; then the placeholders do. */
function parameterFormatOf(said: string | undefined, texts: readonly string[]): Template['parameterFormat'] {
  if (said !== undefined) return said.toUpperCase() === 'NAMED' ? 'named' : 'positional';
  return texts.flatMap(placeholdersOf).some((name) => !/^\d+$/.test(name)) ? 'named' : 'positional';
}

function headerOf(component: Component | undefined): Template['header'] {
  switch (component?.format?.toUpperCase()) {
    case 'IMAGE':
      return { kind: 'media', media: 'image' };
    case 'VIDEO':
      return { kind: 'media', media: 'video' };
    case 'DOCUMENT':
      return { kind: 'media', media: 'document' };
    case 'LOCATION':
      return { kind: 'location' };
    default:
      return component?.text === undefined ? undefined : { kind: 'text', text: component.text };
  }
}

const Button = z.object({ type: lenientText, text: lenientText, url: lenientText });

const BUTTON_TYPES: Record<string, TemplateButton['type']> = {
  QUICK_REPLY: 'quick-reply',
  URL: 'url',
  PHONE_NUMBER: 'phone',
  COPY_CODE: 'copy-code',
  FLOW: 'flow',
};

function buttonOf({ type = '', text = '', url }: z.infer<typeof Button>): TemplateButton {
  const word = type.toUpperCase();
  const known = Object.hasOwn(BUTTON_TYPES, word) ? BUTTON_TYPES[word] : undefined;
  return present({ type: known ?? 'other', text, url });
}
