import { useTranslation } from 'react-i18next';
import { useDraft, useDraftStore } from '../draft/draft-store.js';
import { readDocument } from '../draft/read-definition.js';
import { stepKey, type StepPath } from '../draft/step-path.js';
import { fieldOf, textOf } from '../fields/read.js';
import { nameTrouble, needsName, renameReferences, renameStep } from './edits/rename.js';
import { setField } from './edits/text-edits.js';
import { keepFocusOnName } from './order/focus-step.js';
import { NameField, type NameRefusal } from './name-field.js';
import { kindOf } from './step-kind.js';
import { useRename } from './use-rename.js';

/** A name that no flow has: with it is tried what would change. */
const NOBODY = 'nobody';

/** What conditions, texts and jumps call the step; changed with all of them. */
export function StepName({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const store = useDraftStore();
  const select = useDraft((draft) => draft.select);
  const rename = useRename();
  const kind = kindOf(step);
  const before = textOf(fieldOf(step, kind === 'group' ? 'group' : 'id'));
  const onRename = (name: string): NameRefusal | undefined => {
    const tried = readDocument(store.getState().source);
    if (!tried) return undefined;
    if (name === '') {
      if (needsName(kind) || kind === 'group') return 'bad';
      const uses = renameReferences(tried, before, NOBODY);
      if (!uses.ok || uses.changed.jump > 0) return 'used';
      store.getState().edit((doc) => setField(doc, [...path, 'id'], undefined));
      select(stepKey({}, path));
      keepFocusOnName(path);
      return undefined;
    }
    const trouble = nameTrouble(tried, path, name);
    if (trouble) return trouble;
    const refusal = rename(name, (doc) => renameStep(doc, path, name));
    if (refusal !== undefined) return refusal;
    select(name);
    keepFocusOnName(path);
    return undefined;
  };
  return (
    <NameField
      value={before}
      label={t('name.label')}
      description={t(kind === 'ask' ? 'name.ofQuestion' : 'name.ofStep')}
      onRename={onRename}
    />
  );
}
