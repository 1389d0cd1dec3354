import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { freeName, takenNames } from '../edits/names.js';
import { setField } from '../edits/text-edits.js';
import { useRenameValue } from '../use-rename-value.js';
import { NamedValues } from './named-values.js';
import { ValueField } from './value-field.js';

/** The values that a step works out, by name. */
export function SetFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const at = [...path, 'set'];
  const onRename = useRenameValue(at);
  return (
    <NamedValues
      path={at}
      values={fieldOf(step, 'set')}
      nameLabel={t('set.name')}
      addLabel={t('set.add')}
      least={1}
      onRename={onRename}
      onAdd={() => edit((doc) => setField(doc, [...at, freeName('value', takenNames(doc))], 0))}
    >
      {(field) => <ValueField {...field} label={t('value.label')} />}
    </NamedValues>
  );
}
