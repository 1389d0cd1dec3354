import { z } from 'zod';
import type { Checked } from '../channel.js';
import type { TemplateMessage } from './encode.js';
import { twilioErrors } from './errors.js';

/**
 * Where a template's variables stand. Twilio counts them through the whole content, header, body, file and buttons,
 * and wants each value by its name; our messages give them part by part.
 */
export const TemplateLayout = z.object({
  sid: z.string().min(1),
  /** Names of the variables, in the order in which a message gives their values. */
  header: z.array(z.string()),
  body: z.array(z.string()),
  /** The file's address, of which one part may vary. */
  media: z.object({ before: z.string(), variable: z.string(), after: z.string() }).optional(),
  /** The variable of a button by the button's place: a reply's id, a link's end, a code. */
  buttons: z.record(z.string(), z.string()),
});
export type TemplateLayout = z.infer<typeof TemplateLayout>;

/**
 * The values of a template message by Twilio's names. A quick reply whose id is fixed at Twilio keeps that id: the tap
 * then brings it and the label.
 */
export function fillTemplate(layout: TemplateLayout, message: TemplateMessage): Checked<Record<string, string>> {
  const values = new Map<string, string>();
  for (const part of ['header', 'body'] as const) {
    for (const [at, parameter] of message[part].entries()) {
      if (parameter.kind === 'text') {
        const name = parameter.name ?? layout[part][at];
        if (name === undefined) return mismatch(`the ${part} has no variable ${at + 1}`);
        values.set(name, parameter.text);
        continue;
      }
      const { media } = layout;
      const { link = '' } = parameter.media;
      if (!media) return mismatch('the file is part of the template and cannot be changed');
      const { before, after } = media;
      const fits = link.startsWith(before) && link.endsWith(after) && link.length > before.length + after.length;
      if (!fits) return failed('template-media', `the template wants ${before}…${after}`);
      values.set(media.variable, link.slice(before.length, link.length - after.length));
    }
  }
  for (const { index, type, value } of message.buttons) {
    const variable = layout.buttons[String(index)];
    if (variable !== undefined) values.set(variable, value);
    else if (type !== 'quick-reply') return mismatch(`button ${index} has no variable`);
  }
  return { ok: true, value: Object.fromEntries(values) };
}

function mismatch(detail: string): Checked<never> {
  return failed('21656', detail);
}

function failed(name: string, detail: string): Checked<never> {
  return { ok: false, failure: twilioErrors.failure(name, detail) };
}
