import type { TFunction } from 'i18next';
import type { TemplateHistoryEntry } from '@core/templates/history.js';

/** What a part of a template changed to or from: its state or category in the viewer's language, all else as it came. */
export function changedTo(what: TemplateHistoryEntry['what'], to: string | null, t: TFunction<'templates'>): string {
  if (to === null) return '–';
  if (what === 'category') return t(`category.${to}`, { defaultValue: to });
  return what === 'seen' || what === 'status' ? t(`status.${to}`, { defaultValue: to }) : to;
}
