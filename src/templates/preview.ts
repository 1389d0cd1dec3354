import { fillPlaceholders, placeholdersOf } from './placeholders.js';
import type { Template, TemplateButton } from './template.js';

/** What a message of the template fills in. Where a value is missing, its variable stays as it stands. */
export interface PreviewValues {
  /** By the variable's name. */
  header?: ReadonlyMap<string, string>;
  body?: ReadonlyMap<string, string>;
  /** Address of the header's file. */
  headerLink?: string;
  /** End of the link that takes one, ready for an address. */
  urlSuffix?: string;
}

/** The message as its reader sees it. */
export interface TemplatePreview {
  header?:
    | { kind: 'text'; text: string }
    | { kind: 'media'; media: 'image' | 'video' | 'document'; link?: string }
    | { kind: 'location' };
  body: string;
  footer?: string;
  /** In the order of the template. A link's whole address, as far as it is known. */
  buttons: { type: TemplateButton['type']; text: string; url?: string }[];
  /** The phone shows two buttons and hides the others behind "See all options". */
  hidesButtons: boolean;
  /** All of it as plain text: header, body, footer, and the buttons in brackets. */
  text: string;
}

/** With more buttons than this, WhatsApp shows them as a list. Source: Meta, "Template components", 2026. */
const BUTTONS_SHOWN = 3;

/** The one place where a template becomes what people see: for sending, for the API and for the command line. */
export function previewTemplate(template: Template, values: PreviewValues = {}): TemplatePreview {
  const { footer } = template;
  const header = headerOf(template.header, values);
  const body = fillPlaceholders(template.body, values.body ?? new Map());
  const buttons = template.buttons.map((button) => buttonOf(button, values.urlSuffix));
  return {
    ...(header !== undefined && { header }),
    body,
    ...(footer !== undefined && { footer }),
    buttons,
    hidesButtons: buttons.length > BUTTONS_SHOWN,
    text: plainText({ header, body, footer, buttons }),
  };
}

function headerOf(header: Template['header'], values: PreviewValues): TemplatePreview['header'] {
  switch (header?.kind) {
    case 'text':
      return { kind: 'text', text: fillPlaceholders(header.text, values.header ?? new Map()) };
    case 'media':
      return { ...header, ...(values.headerLink !== undefined && { link: values.headerLink }) };
    case 'location':
    case undefined:
      return header;
  }
}

function buttonOf({ type, text, url }: TemplateButton, suffix: string | undefined): TemplatePreview['buttons'][number] {
  if (url === undefined) return { type, text };
  const [variable] = placeholdersOf(url);
  const isFilled = variable !== undefined && suffix !== undefined;
  return { type, text, url: isFilled ? fillPlaceholders(url, new Map([[variable, suffix]])) : url };
}

function plainText({
  header,
  body,
  footer,
  buttons,
}: {
  header: TemplatePreview['header'];
  body: string;
  footer: string | undefined;
  buttons: TemplatePreview['buttons'];
}): string {
  const taps = buttons.map(({ text }) => `[${text}]`).join(' ');
  return [header && headerLine(header), body, footer, taps].filter((part) => part).join('\n\n');
}

function headerLine(header: NonNullable<TemplatePreview['header']>): string {
  switch (header.kind) {
    case 'text':
      return header.text;
    case 'media':
      return `[${header.media}]`;
    case 'location':
      return '[location]';
  }
}
