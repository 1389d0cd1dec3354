import type { Template } from './template.js';

/** The message as its reader sees it, as plain text: header, body, footer, and the buttons in brackets. */
export function previewOf(template: Template, texts: { header: string | undefined; body: string }): string {
  const { header, footer, buttons } = template;
  const top =
    header === undefined ? undefined : (texts.header ?? `[${header.kind === 'media' ? header.media : 'location'}]`);
  const taps = buttons.map(({ text }) => `[${text}]`).join(' ');
  return [top, texts.body, footer, taps].filter((part) => part).join('\n\n');
}
