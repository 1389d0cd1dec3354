import { z } from 'zod';
import { lenientText } from '../../channels/cloud-payload/lenient.js';
import { isBlank } from '../../flow/words/fold.js';
import { type Reading, shown } from './reading.js';

const Text = z.object({ text: z.union([z.array(z.unknown()), lenientText]) });

/** A text, of which there may be variants: the first that says something. Without any there is no message. */
export function readText(body: unknown): Reading {
  const source = Text.safeParse(body).data?.text;
  const variants = Array.isArray(source) ? source.map((variant) => lenientText.parse(variant)) : [source];
  const text = variants.find((variant) => variant !== undefined && !isBlank(variant));
  return text === undefined ? shown() : shown({ kind: 'text', text });
}
