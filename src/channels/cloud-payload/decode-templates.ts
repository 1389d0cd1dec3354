import { z } from 'zod';
import { placeholdersOf } from '../../templates/placeholders.js';
import type { Template, TemplateButton } from '../../templates/template.js';
import { lenientList, lenientObject, lenientText, parseEach } from './lenient.js';
import { present } from './present.js';
import { templateStatusOf } from './template-status.js';

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

/** Rows of a catalogue as Meta writes them, and providers that pass them on; one without name or language cannot be sent or even be named, and is left out. */
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
