import { ACCOUNT_ID } from './account-ids.js';

/** One change of a webhook body: what happened, in Meta's words. */
export interface Change {
  field: string;
  value: Record<string, unknown>;
}

/**
 * Meta's envelope around one or more changes. Neighbouring changes of the field `messages` that carry the same sort
 * are folded into one value with several messages or statuses, as Meta does in batches; the others stand side by side.
 */
export function envelope(changes: readonly Change[], now: number): string {
  const folded: Change[] = [];
  for (const change of changes) {
    const previous = folded.at(-1);
    const merged = previous && mergeValues(previous, change);
    if (merged) folded.splice(-1, 1, merged);
    else folded.push(change);
  }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      { id: ACCOUNT_ID, time: Math.floor(now / 1000), changes: folded.map(({ field, value }) => ({ value, field })) },
    ],
  });
}

function mergeValues(a: Change, b: Change): Change | undefined {
  if (a.field !== 'messages' || b.field !== 'messages') return undefined;
  const sort = ['messages', 'statuses'].find((key) => Array.isArray(a.value[key]) && Array.isArray(b.value[key]));
  // A system message comes without contacts and would lose that mark among others.
  if (sort === undefined || 'contacts' in a.value !== 'contacts' in b.value) return undefined;
  const join = (key: string) => [...listIn(a.value, key), ...listIn(b.value, key)];
  return {
    field: 'messages',
    value: { ...a.value, ...('contacts' in a.value ? { contacts: join('contacts') } : {}), [sort]: join(sort) },
  };
}

function listIn(value: Record<string, unknown>, key: string): unknown[] {
  const list = value[key];
  return Array.isArray(list) ? list : [];
}
