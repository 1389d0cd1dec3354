import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadEntrySeen } from '../inbox-api.js';

/** Says politely what has come in since the thread was opened; the words themselves are in the thread. */
export function NewMessages({ entries, name }: { entries: readonly ThreadEntrySeen[]; name: string }) {
  const { t } = useTranslation('inbox');
  const latest = entries.find(({ kind }) => kind === 'inbound');
  const [first, setFirst] = useState<{ id: string | undefined }>();
  if (first === undefined && entries.length > 0) setFirst({ id: latest?.id });
  if (first === undefined || latest === undefined || latest.id === first.id) return null;
  return <span key={latest.id}>{t('thread.new', { name })}</span>;
}
