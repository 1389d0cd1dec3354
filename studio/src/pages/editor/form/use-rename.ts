import { useTranslation } from 'react-i18next';
import type { Document } from 'yaml';
import { useDraftStore } from '../draft/draft-store.js';
import type { Renamed } from './edits/rename.js';
import type { NameRefusal } from './name-field.js';
import { useUndoNotice } from './use-undo-notice.js';

const USES = ['jump', 'condition', 'text'] as const;

/**
 * Carries a rename out and tells what was changed with it, with a way back.
 *
 * @returns why nothing was renamed; undefined where it was
 */
export function useRename(): (name: string, rename: (doc: Document) => Renamed) => NameRefusal | undefined {
  const { t, i18n } = useTranslation('editor-form');
  const store = useDraftStore();
  const notice = useUndoNotice();
  return (name, rename) => {
    let renamed: Renamed | undefined;
    store.getState().edit((doc) => {
      renamed = rename(doc);
    });
    if (!renamed?.ok) return renamed && { unclear: renamed.unclear };
    const { changed } = renamed;
    const uses = USES.filter((use) => changed[use] > 0).map((use) => t(`name.uses.${use}`, { count: changed[use] }));
    notice(
      uses.length === 0
        ? t('name.done', { name })
        : t('name.doneWith', { name, uses: new Intl.ListFormat(i18n.language).format(uses) }),
    );
    return undefined;
  };
}
