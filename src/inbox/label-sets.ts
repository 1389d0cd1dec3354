import { createHash } from 'node:crypto';
import { labelKeyOf } from '../conversations/turn/label-key.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';

/** Of one filter: a label in more combinations than these is looked for in the first of them only. */
const MOST_KEYS = 1_000;

type Sets = Pick<Store, 'labelSets'>;

/** Remembers that these labels stand together. To be done before a conversation has them. */
export async function rememberLabels(store: Sets, scope: WorkspaceId, labels: readonly string[]): Promise<void> {
  const key = labelKeyOf(labels);
  if (key === null) return;
  // A key may be longer than an id.
  const id = createHash('sha256').update(key).digest('hex');
  await store.labelSets.insertMissing(scope, [{ id, doc: { labels: [...labels] } }]);
}

/** The keys of conversations that have such a label. */
export async function labelKeysWith(
  store: Sets,
  scope: WorkspaceId,
  isWanted: (label: string) => boolean,
): Promise<string[]> {
  const keys: string[] = [];
  for await (const { labels } of store.labelSets.stream(scope)) {
    const key = labels.some(isWanted) ? labelKeyOf(labels) : null;
    if (key !== null && keys.push(key) === MOST_KEYS) break;
  }
  return keys;
}

/** Every label that was ever used, in the order of the alphabet. */
export async function allLabels(store: Sets, scope: WorkspaceId): Promise<string[]> {
  const labels = new Set<string>();
  for await (const set of store.labelSets.stream(scope)) for (const label of set.labels) labels.add(label);
  return [...labels].sort((one, other) => one.localeCompare(other));
}
