import type { Prompt } from '@core/flow/prompt.js';
import type { Capabilities } from '@core/rendering/capabilities.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import { titleKey } from '@core/rendering/titles.js';

/** Which form of the message was taken. */
export type Form = 'text' | 'media' | 'link' | 'buttons' | 'list' | 'numbers' | 'typed' | 'location';

/** Why it is not the form before it; `n` counts what stands in the way, `max` is the limit. */
export interface Reason {
  why: 'several' | 'no-buttons' | 'descriptions' | 'too-many' | 'too-long' | 'alike' | 'nothing-to-tap' | 'none';
  n?: number;
  max?: number;
}

export interface Rung extends Reason {
  form: Form;
}

/** The rung of the ladder that the core took for this prompt, and what kept it from the one above. */
export function rungOf(prompt: Prompt, messages: readonly OutboundMessage[], capabilities: Capabilities): Rung {
  const form = formOf(prompt, messages.at(-1)?.kind);
  return { form, ...(form === 'list' || form === 'numbers' ? reasonOf(prompt, form, capabilities) : { why: 'none' }) };
}

function formOf({ question }: Prompt, kind: OutboundMessage['kind'] | undefined): Form {
  switch (kind) {
    case 'buttons':
    case 'list':
    case 'link':
    case 'media':
      return kind;
    case 'location-request':
      return 'location';
    default:
      if (!question) return 'text';
      return question.options.length > 0 ? 'numbers' : 'typed';
  }
}

function reasonOf({ question, words }: Prompt, form: 'list' | 'numbers', { buttons, list }: Capabilities): Reason {
  if (!question) return { why: 'none' };
  if (!buttons && !(form === 'numbers' && list)) return { why: form === 'numbers' ? 'nothing-to-tap' : 'no-buttons' };
  if (question.multiple) return { why: 'several' };
  const labels = [...question.options.map(({ label }) => label.trim()), ...(question.skippable ? [words.skip] : [])];
  if (question.options.some(({ description }) => description?.trim())) return { why: 'descriptions' };
  if (buttons && labels.length > buttons.max) return { why: 'too-many', n: labels.length, max: buttons.max };
  const longest = Math.max(0, ...labels.map(({ length }) => length));
  if (buttons && longest > buttons.title) return { why: 'too-long', n: longest, max: buttons.title };
  if (new Set(labels.map(titleKey)).size < labels.length) return { why: 'alike' };
  return { why: 'none' };
}
