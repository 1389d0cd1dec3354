import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { namesIn } from '../edits/rename-value.js';
import { setField } from '../edits/text-edits.js';
import { NameField, type NameRefusal } from '../name-field.js';
import { AddRow } from './add-row.js';
import { Row } from './row.js';

/** A map of values by name: a row each with its name and its value, and one more. */
export function NamedValues({
  path,
  values,
  nameLabel,
  addLabel,
  least = 0,
  onRename,
  onAdd,
  children,
}: {
  /** Of the map. */
  path: StepPath;
  values: unknown;
  nameLabel: string;
  addLabel: string;
  /** With so many none can be removed. */
  least?: number;
  onRename: (from: string, to: string) => NameRefusal | undefined;
  onAdd: () => void;
  /** The field of one value. */
  children: (field: { path: StepPath; value: unknown }) => ReactNode;
}) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const names = namesIn(values);
  return (
    <>
      {names.map((name, index) => (
        <Row
          key={index}
          name={name}
          tools={
            <ActionIcon
              variant="subtle"
              color="red"
              size="lg"
              aria-label={t('remove', { name })}
              disabled={names.length <= least}
              onClick={() => edit((doc) => setField(doc, [...path, name], undefined))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          }
        >
          <NameField value={name} label={nameLabel} onRename={(to) => onRename(name, to)} />
          {children({ path: [...path, name], value: fieldOf(values, name) })}
        </Row>
      ))}
      <AddRow label={addLabel} onAdd={onAdd} />
    </>
  );
}
