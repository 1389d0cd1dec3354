import type { InboxItemView } from '@core/api/inbox-views.js';
import { plainName } from './hostile-text.js';

/** What a person is called: by name, else by what they are reached at. */
export function personName({ name, identifiers }: InboxItemView['contact'], nobody: string): string {
  if (name !== null && plainName(name).trim() !== '') return plainName(name);
  const { phone, waId } = identifiers;
  return phone ?? (waId === undefined ? nobody : `+${waId}`);
}
