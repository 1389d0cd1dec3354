import { useDraftStore } from '../draft/draft-store.js';
import { readDocument } from '../draft/read-definition.js';
import type { StepPath } from '../draft/step-path.js';
import { renameValue, valueNameTrouble } from './edits/rename-value.js';
import type { NameRefusal } from './name-field.js';
import { useRename } from './use-rename.js';

/** Another name for a value of the map at `map`, with all that looks at it. */
export function useRenameValue(map: StepPath): (from: string, to: string) => NameRefusal | undefined {
  const store = useDraftStore();
  const rename = useRename();
  return (from, to) => {
    const tried = readDocument(store.getState().source);
    if (!tried) return undefined;
    return valueNameTrouble(tried, map, to) ?? rename(to, (doc) => renameValue(doc, map, from, to));
  };
}
