import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraftStore } from '../../draft/draft-store.js';
import { readDocument } from '../../draft/read-definition.js';
import type { StepPath } from '../../draft/step-path.js';
import { NameField, type NameRefusal } from '../name-field.js';
import { optionNameTrouble } from './option-edits.js';
import { renameOption, type OptionRenamed } from './rename-option.js';
import { renameRow } from './rename-row.js';

/** The name of an option or a row: another one is written wherever an answer is compared with it. */
export function OptionName({
  step,
  path,
  id,
  of,
  onRenamed,
}: {
  /** Path of the question. */
  step: StepPath;
  path: StepPath;
  id: string;
  of: 'option' | 'row';
  onRenamed: (from: string, to: string) => void;
}) {
  const { t } = useTranslation('editor-question');
  const store = useDraftStore();
  const [changed, setChanged] = useState<number>();
  const rename = (name: string): NameRefusal | undefined => {
    setChanged(undefined);
    const doc = readDocument(store.getState().source);
    const trouble = doc && optionNameTrouble(doc, path, name);
    if (!doc || trouble) return trouble;
    let renamed: OptionRenamed | undefined;
    store.getState().edit((draft) => {
      renamed = (of === 'row' ? renameRow : renameOption)(draft, step, path, name);
    });
    if (renamed?.ok === false) return { unclear: renamed.unclear };
    onRenamed(id, name);
    setChanged(renamed?.changed);
    return undefined;
  };
  return (
    <>
      <NameField value={id} label={t('option.id')} description={t('option.idHelp')} onRename={rename} />
      <Text size="sm" role="status">
        {changed !== undefined && t('option.renamed', { count: changed })}
      </Text>
    </>
  );
}
