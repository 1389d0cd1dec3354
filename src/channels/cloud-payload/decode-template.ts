import { z } from 'zod';
import type { ChannelEvent } from '../events.js';
import { lenientObject, lenientText } from './lenient.js';
import { present } from './present.js';
import { templateStatusOf } from './template-status.js';
import { readTimestamp } from './timestamp.js';

const Named = z.object({
  message_template_id: lenientText,
  message_template_name: z.string().min(1),
  message_template_language: z.string().min(1),
});

const StatusUpdate = Named.extend({
  event: lenientText,
  reason: lenientText,
  message_template_category: lenientText,
  disable_info: lenientObject({ disable_date: lenientText }),
  other_info: lenientObject({ title: lenientText, description: lenientText }),
  rejection_info: lenientObject({ reason: lenientText, recommendation: lenientText }),
});

const CategoryUpdate = Named.extend({
  new_category: lenientText,
  correct_category: lenientText,
  category_update_timestamp: lenientText,
});

const QualityUpdate = Named.extend({ previous_quality_score: lenientText, new_quality_score: lenientText });

type TemplateChanged = Extract<ChannelEvent, { kind: 'template-changed' }>;

/** Fields about templates, each with its reader; undefined where the value does not say which template is meant. */
export const TEMPLATE_FIELDS: Record<string, (value: unknown) => TemplateChanged | undefined> = {
  message_template_status_update: (value) => {
    const parsed = StatusUpdate.safeParse(value);
    if (!parsed.success) return undefined;
    const { event, reason, other_info, rejection_info, disable_info, message_template_category } = parsed.data;
    // The end of a pause comes as PAUSED or DISABLED does, with UNPAUSE as its title.
    const resumed = other_info?.title?.toUpperCase() === 'UNPAUSE';
    const status = resumed ? 'approved' : event === undefined ? undefined : templateStatusOf(event);
    return changed(parsed.data, {
      status,
      upcoming: status === undefined ? disabledFrom(disable_info?.disable_date) : undefined,
      category: message_template_category?.toLowerCase(),
      detail: sentence([
        event,
        reason === 'NONE' ? undefined : reason,
        other_info?.title,
        other_info?.description,
        rejection_info?.reason,
        rejection_info?.recommendation,
        disable_info?.disable_date && `from ${disable_info.disable_date}`,
      ]),
    });
  },
  template_category_update: (value) => {
    const parsed = CategoryUpdate.safeParse(value);
    if (!parsed.success) return undefined;
    const { new_category, correct_category, category_update_timestamp } = parsed.data;
    const announced = correct_category && `will become ${correct_category.toLowerCase()}`;
    return changed(parsed.data, {
      category: new_category?.toLowerCase(),
      upcoming: correct_category
        ? { what: 'category', to: correct_category.toLowerCase(), ...atOf(category_update_timestamp) }
        : undefined,
      detail: sentence([announced, announced && category_update_timestamp && `at ${category_update_timestamp}`]),
    });
  },
  message_template_quality_update: (value) => {
    const parsed = QualityUpdate.safeParse(value);
    if (!parsed.success) return undefined;
    return changed(parsed.data, { quality: parsed.data.new_quality_score?.toLowerCase() });
  },
  message_template_components_update: (value) => {
    const parsed = Named.safeParse(value);
    return parsed.success ? changed(parsed.data, { detail: 'its content was edited' }) : undefined;
  },
};

function changed(
  named: z.infer<typeof Named>,
  what: { [K in 'status' | 'quality' | 'category' | 'detail' | 'upcoming']?: TemplateChanged[K] },
): TemplateChanged {
  return present({
    kind: 'template-changed' as const,
    name: named.message_template_name,
    language: named.message_template_language,
    providerId: named.message_template_id,
    ...what,
  });
}

/** Only a warning: it goes on until that day. */
function disabledFrom(date: string | undefined): TemplateChanged['upcoming'] {
  return date === undefined ? undefined : { what: 'status', to: 'disabled', ...atOf(date) };
}

/** Seconds, or a date as ISO writes it; nothing where it is neither. */
function atOf(said: string | undefined): { at?: number } {
  const iso = said !== undefined && /^\d{4}-\d\d-\d\d/.test(said) ? Date.parse(said) : Number.NaN;
  const at = readTimestamp(said) ?? iso;
  return Number.isFinite(at) ? { at } : {};
}

function sentence(parts: readonly (string | undefined)[]): string | undefined {
  const text = parts.filter((part) => part).join(', ');
  return text === '' ? undefined : text;
}
