import { z } from 'zod';
import type { OutboundMessage } from '../rendering/outbound.js';
import type { Template } from '../templates/template.js';

/** A message of the bot as a person sees it: what a transcript writes down. */
export const ShownMessage = z.strictObject({
  bot: z.string(),
  /** The line above the text, and the small one below it. */
  header: z.string().optional(),
  footer: z.string().optional(),
  buttons: z.array(z.string()).optional(),
  list: z.strictObject({ opens: z.string(), rows: z.array(z.string()) }).optional(),
  /** `Label → address` */
  link: z.string().optional(),
  /** Address of a picture, video, file or recording. */
  media: z.string().optional(),
  /** WhatsApp's own button for sharing the position. */
  asksForLocation: z.literal(true).optional(),
  /** Name of the template, where the message is one. */
  template: z.string().optional(),
});
export type ShownMessage = z.infer<typeof ShownMessage>;

/** Something on a message that can be tapped. */
export interface Choice {
  id: string;
  title: string;
  source: 'button' | 'list' | 'template';
}

/** @param templates the catalogue: what stands on a template's buttons is not in the message */
export function shownMessage(message: OutboundMessage, templates: readonly Template[] = []): ShownMessage {
  switch (message.kind) {
    case 'text':
      return { bot: message.body };
    case 'buttons':
      return {
        bot: message.body,
        ...linesOf(message),
        buttons: message.buttons.map(({ title }) => title),
        ...mediaOf(message.header),
      };
    case 'list':
      return {
        bot: message.body,
        ...linesOf(message),
        list: {
          opens: message.button,
          rows: message.rows.map(({ title, description }) => [title, description].filter(Boolean).join(' · ')),
        },
      };
    case 'link':
      return {
        bot: message.body,
        ...linesOf(message),
        link: `${message.label} → ${message.url}`,
        ...mediaOf(message.header),
      };
    case 'media':
      return { bot: message.caption ?? '', ...mediaOf(message.media) };
    case 'location-request':
      return { bot: message.body, asksForLocation: true };
    case 'template': {
      const buttons = choicesOf(message, templates).map(({ title }) => title);
      const taps = buttons.map((title) => `[${title}]`).join(' ');
      // The preview ends with the buttons, which here stand for themselves.
      const text = message.preview.endsWith(taps)
        ? message.preview.slice(0, -taps.length || undefined)
        : message.preview;
      return { bot: text.trim(), ...(buttons.length > 0 && { buttons }), template: message.name };
    }
  }
}

/** What can be tapped on a message, with the ids that come back. */
export function choicesOf(message: OutboundMessage, templates: readonly Template[] = []): Choice[] {
  switch (message.kind) {
    case 'buttons':
      return message.buttons.map((button) => ({ ...button, source: 'button' }));
    case 'list':
      return message.rows.map(({ id, title }) => ({ id, title, source: 'list' }));
    case 'template': {
      const { name, language, buttons } = message;
      const shown = templates.find((template) => template.name === name && template.language === language)?.buttons;
      return buttons.flatMap(({ index, type, value }) =>
        type === 'quick-reply'
          ? [{ id: value, title: shown?.[index]?.text ?? value, source: 'template' as const }]
          : [],
      );
    }
    default:
      return [];
  }
}

function linesOf({ headerText, footer }: Extract<OutboundMessage, { kind: 'buttons' | 'list' | 'link' }>) {
  return { ...(headerText !== undefined && { header: headerText }), ...(footer !== undefined && { footer }) };
}

function mediaOf(media: Extract<OutboundMessage, { kind: 'media' }>['media'] | undefined): { media?: string } {
  if (!media) return {};
  return { media: media.link ?? media.filename ?? media.media };
}
