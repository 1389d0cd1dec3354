import { z } from 'zod';
import { fillPlaceholders, placeholdersOf } from '../../templates/placeholders.js';
import type { Template, TemplateButton } from '../../templates/template.js';
import type { Checked } from '../channel.js';
import { lenientList, lenientObject, lenientRecord, lenientText, parseEach } from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';
import { templateStatusOf } from '../cloud-payload/template-status.js';
import type { TwilioAccount } from './account.js';
import { nextPath, type TwilioApi } from './api.js';
import { isOfOurs } from './content-shapes.js';
import { twilioErrors } from './errors.js';
import type { TemplateLayout } from './template-layout.js';

/** A template of the account, with what sending it needs to know. */
export interface TwilioTemplate {
  template: Template;
  layout: TemplateLayout;
}

const PAGE = 500;
/** Contents that were never submitted count too, and their number has no limit. */
const MAX_PAGES = 200;

const Page = z.object({ contents: z.array(z.unknown()), meta: lenientObject({ next_page_url: lenientText }) });

/** Every content of the account that was submitted as a WhatsApp template, all pages. */
export async function listTemplates(api: TwilioApi, account: TwilioAccount): Promise<Checked<TwilioTemplate[]>> {
  const found = new Map<string, TwilioTemplate>();
  const seen = new Set<string>();
  let path: string | undefined = `/v1/ContentAndApprovals?PageSize=${PAGE}`;
  while (path !== undefined && seen.size < MAX_PAGES && !seen.has(path)) {
    seen.add(path);
    const page = await api.read(account, { host: 'content', method: 'GET', path });
    if (!page.ok) return page;
    const parsed = Page.safeParse(page.value);
    if (!parsed.success) {
      return { ok: false, failure: twilioErrors.failure('unreadable-answer', JSON.stringify(page.value)) };
    }
    for (const row of decodeTemplates(parsed.data.contents)) {
      const key = `${row.template.name} ${row.template.language}`;
      // A name may have been submitted twice: the one that can be sent counts.
      if (found.get(key)?.template.status !== 'approved') found.set(key, row);
    }
    path = nextPath(parsed.data.meta?.next_page_url);
  }
  return { ok: true, value: [...found.values()] };
}

const Approval = lenientObject({
  name: lenientText,
  category: lenientText,
  status: lenientText,
  rejection_reason: lenientText,
});

const Row = z.object({
  sid: z.string().min(1),
  friendly_name: lenientText,
  language: z.string().min(1),
  types: z.record(z.string(), z.unknown()),
  variables: lenientRecord,
  approval_requests: Approval,
});
type Row = z.infer<typeof Row>;

const Content = z.object({
  body: lenientText,
  title: lenientText,
  subtitle: lenientText,
  header_text: lenientText,
  footer: lenientText,
  media: z.union([z.array(z.unknown()), z.string().transform((url) => [url])]).catch([]),
  actions: lenientList,
});
type Content = z.infer<typeof Content>;

/** Kinds whose parts our messages can fill, the richest first: Twilio sends the richest that the channel can show. */
const FILLED = [
  'whatsapp/card',
  'twilio/card',
  'twilio/call-to-action',
  'twilio/quick-reply',
  'twilio/media',
  'twilio/text',
];

/** Rows that are templates, or could be handed in as one by their name; the contents of our messages are neither. */
export function decodeTemplates(rows: readonly unknown[]): TwilioTemplate[] {
  return parseEach(rows, Row).flatMap((row) => {
    const { name, status } = row.approval_requests ?? {};
    if (name && status !== undefined) return [decodeTemplate(row, name, status)];
    const own = row.friendly_name ?? '';
    return /^[a-z0-9_]+$/.test(own) && !isOfOurs(own) ? [decodeTemplate(row, own, 'unsubmitted')] : [];
  });
}

function decodeTemplate(row: Row, name: string, status: string): TwilioTemplate {
  const kind = FILLED.find((candidate) => Object.hasOwn(row.types, candidate));
  const content = Content.safeParse((kind && row.types[kind]) ?? {}).data ?? Content.parse({});
  const texts = textsOf(content, kind?.endsWith('/card') ?? false);
  const actions = parseEach(content.actions, Action);
  const media = mediaOf(content, row.variables ?? {});
  const everywhere = [
    texts.header,
    texts.body,
    ...actions.flatMap(({ id = '', url = '', code = '' }) => [id, url, code]),
  ];
  const isNamed = everywhere.flatMap(placeholdersOf).some((variable) => !/^\d+$/.test(variable));
  const unusable = unusableBecause(row, everywhere) ?? media.unusable;
  // Each part counts from 1 for the core, as at Meta; the layout says what Twilio calls them.
  const headerPart = isNamed ? asNamed(texts.header) : counted(texts.header);
  const bodyPart = isNamed ? asNamed(texts.body) : counted(texts.body);
  const header: Template['header'] = headerPart.text === '' ? media.header : { kind: 'text', text: headerPart.text };
  return {
    template: present({
      name,
      language: row.language,
      category: categoryOf(row.approval_requests?.category),
      ...stateOf(status, unusable, row.approval_requests?.rejection_reason),
      providerId: row.sid,
      parameterFormat: isNamed ? ('named' as const) : ('positional' as const),
      header,
      body: bodyPart.text,
      footer: texts.footer,
      buttons: actions.map(buttonOf),
    }),
    layout: present({
      sid: row.sid,
      header: headerPart.names,
      body: bodyPart.names,
      media: media.layout,
      buttons: Object.fromEntries(actions.flatMap(buttonVariable)),
    }),
  };
}

/** A part's text, and its variables in the order in which a message gives their values. */
interface Part {
  text: string;
  names: string[];
}

function asNamed(text: string): Part {
  return { text, names: placeholdersOf(text) };
}

function counted(text: string): Part {
  const names = placeholdersOf(text).sort((one, other) => Number(one) - Number(other));
  const renamed = new Map(names.map((name, at) => [name, `{{${at + 1}}}`]));
  return { text: fillPlaceholders(text, renamed), names };
}

/** A card's title and subtitle stand where others have body and footer. */
function textsOf({ header_text = '', body, title = '', footer, subtitle }: Content, isCard: boolean) {
  return { header: header_text, body: body ?? title, footer: footer ?? (isCard ? subtitle : undefined) };
}

/** Words for a state that Meta does not have. */
const OWN_STATES: Partial<Record<string, Template['status']>> = { received: 'pending', unsubmitted: 'unsubmitted' };

/** Twilio's word for a template's state, in ours. */
export function stateOf(
  word: string,
  unusable: string | undefined,
  reason: string | undefined,
): Pick<Template, 'status' | 'statusDetail'> {
  const known = OWN_STATES[word.toLowerCase()] ?? templateStatusOf(word) ?? 'unknown';
  return {
    status: known === 'approved' && unusable !== undefined ? 'unknown' : known,
    statusDetail: [word, unusable ?? reason].filter((part) => part).join(': '),
  };
}

function buttonVariable({ id = '', url = '', code = '' }: Action, index: number): [string, string][] {
  const [variable] = placeholdersOf(url + code + id);
  return variable === undefined ? [] : [[String(index), variable]];
}

function unusableBecause({ types }: Row, texts: readonly string[]): string | undefined {
  const other = Object.keys(types).find((kind) => !FILLED.includes(kind));
  if (other !== undefined) return `it has a ${other}, which cannot be filled`;
  const odd = texts.flatMap((part) => part.match(/\{\{.*?\}\}/gs) ?? []).find((found) => !placeholdersOf(found).length);
  return odd === undefined ? undefined : `its variable ${odd} has a name that cannot be given`;
}

function categoryOf(word: string | undefined): Template['category'] {
  const category = word?.toLowerCase();
  return category === 'marketing' || category === 'utility' || category === 'authentication' ? category : 'unknown';
}

interface MediaOfTemplate {
  header?: Template['header'];
  layout?: NonNullable<TemplateLayout['media']>;
  unusable?: string;
}

/** A file with a variable in its address is for the message to give; one without is part of the template. */
function mediaOf({ media: [first] }: Content, examples: Record<string, unknown>): MediaOfTemplate {
  if (typeof first !== 'string') return {};
  const names = placeholdersOf(first);
  const [variable] = names;
  if (variable === undefined) return {};
  const [before = '', after = '', ...more] = first.split(/\{\{\s*[A-Za-z0-9_]+\s*\}\}/);
  if (names.length > 1 || more.length > 0) return { unusable: 'the address of its file has several variables' };
  const media = mediaKindOf(before + String(examples[variable] ?? '') + after);
  return { header: { kind: 'media', media }, layout: { before, variable, after } };
}

function mediaKindOf(url: string): 'image' | 'video' | 'document' {
  const extension = /\.([a-z0-9]+)(?:[?#].*)?$/i.exec(url)?.[1]?.toLowerCase() ?? '';
  if (/^(mp4|3gp|3gpp)$/.test(extension)) return 'video';
  return /^(pdf|docx?|xlsx?|pptx?|txt)$/.test(extension) ? 'document' : 'image';
}

const Action = z.object({
  type: lenientText,
  title: lenientText,
  url: lenientText,
  id: lenientText,
  code: lenientText,
});
type Action = z.infer<typeof Action>;

const BUTTON_TYPES: Record<string, TemplateButton['type']> = {
  QUICK_REPLY: 'quick-reply',
  URL: 'url',
  PHONE_NUMBER: 'phone',
  COPY_CODE: 'copy-code',
};

/** In a quick reply the type may be left out. */
function buttonOf({ type = 'QUICK_REPLY', title = '', url }: Action): TemplateButton {
  const word = type.toUpperCase();
  const known = Object.hasOwn(BUTTON_TYPES, word) ? BUTTON_TYPES[word] : undefined;
  return present({ type: known ?? 'other', text: title, url: url === undefined ? undefined : counted(url).text });
}
