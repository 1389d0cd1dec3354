import { useEffect, useState } from 'react';
import { api } from '../../../api/client.js';
import type { DraftView } from '@core/api/draft-views.js';
import { DraftSaver } from './draft-saver.js';
import { createDraftStore, type DraftStore } from './draft-store.js';
import { keeperOf, readKept } from './kept-draft.js';

export interface Opened {
  draft: { source: string; revision: string } | undefined;
  published: { source: string } | undefined;
}

/** The draft as it is edited on this page, with its saving. */
export interface DraftSession {
  store: DraftStore;
  /** Undefined where it may only be read. */
  saver: DraftSaver | undefined;
  /** Why the service does not take it, other than that somebody else has saved. */
  refused: unknown;
}

/**
 * What could not be saved before comes back; where somebody else has saved since, it is a conflict at once.
 *
 * @param mayWrite otherwise nothing is saved
 */
export function useDraftSession(
  flowId: string,
  opened: Opened,
  step: string | undefined,
  mayWrite: boolean,
): DraftSession {
  const [refused, setRefused] = useState<unknown>();
  const [store] = useState(() => {
    const saved = opened.draft?.source ?? opened.published?.source ?? '';
    const kept = mayWrite ? readKept(flowId) : undefined;
    const made = createDraftStore({ flowId, source: kept?.source ?? saved, selected: step });
    const begunWith = opened.draft?.revision ?? null;
    if (kept && kept.source !== saved && kept.revision !== begunWith) made.getState().setSaving('conflict');
    return made;
  });
  const [saver, setSaver] = useState<DraftSaver>();
  useEffect(() => {
    if (!mayWrite) return;
    const made = new DraftSaver({
      store,
      revision: opened.draft?.revision ?? null,
      saved: opened.draft?.source ?? opened.published?.source ?? '',
      keeper: keeperOf(flowId),
      save: (source, revision) =>
        api.put<DraftView>(`/flows/${encodeURIComponent(flowId)}/draft`, { source, revision }),
      onRefused: setRefused,
    });
    setSaver(made);
    const flush = () => void made.flush();
    const whenHidden = () => {
      if (document.visibilityState === 'hidden') flush();
    };
    document.addEventListener('visibilitychange', whenHidden);
    window.addEventListener('online', flush);
    return () => {
      document.removeEventListener('visibilitychange', whenHidden);
      window.removeEventListener('online', flush);
      made.stop();
    };
  }, [flowId, mayWrite, opened, store]);
  return { store, saver, refused };
}
