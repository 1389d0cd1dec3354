import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Name } from '@core/flow/definition/names.js';
import { useDraftStore } from '../../draft/draft-store.js';
import { readDocument } from '../../draft/read-definition.js';
import { walkSteps, type StepPath } from '../../draft/step-path.js';
import { fieldOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { renameKey } from '../edits/rename-key.js';
import { freeName, takenNames } from '../edits/names.js';
import { renameReferences } from '../edits/rename.js';
import { setField } from '../edits/text-edits.js';
import { NameField, type NameRefusal } from '../name-field.js';
import { useRename } from '../use-rename.js';
import { AddRow } from './add-row.js';
import { Row } from './row.js';
import { ValueField } from './value-field.js';

/** Names of a map of values. */
const namesIn = (map: unknown): string[] => (typeof map === 'object' && map !== null ? Object.keys(map) : []);

/** The values that a step works out, by name. */
export function SetFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { definition, edit } = useFlow();
  const store = useDraftStore();
  const rename = useRename();
  const values = fieldOf(step, 'set');
  const names = namesIn(values);
  const at = [...path, 'set'];
  const setElsewhere = new Set(
    [...walkSteps(definition?.steps)].flatMap(({ step: other, path: place }) =>
      place.join() === path.join() ? [] : namesIn(fieldOf(other, 'set')),
    ),
  );
  const onRename = (from: string, to: string): NameRefusal | undefined => {
    const tried = readDocument(store.getState().source);
    if (!Name.safeParse(to).success) return /^[A-Za-z_]\w*$/u.test(to) ? 'reserved' : 'bad';
    if (!tried || (takenNames(tried).has(to) && !setElsewhere.has(to))) return 'taken';
    if (names.includes(to)) return 'taken';
    return rename(to, (doc) => {
      // Where other steps set it too, what looks at it means theirs as well.
      const renamed = setElsewhere.has(from)
        ? { ok: true as const, changed: { jump: 0, condition: 0, text: 0 } }
        : renameReferences(doc, from, to);
      if (renamed.ok) renameKey(doc, at, from, to);
      return renamed;
    });
  };
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
              disabled={names.length === 1}
              onClick={() => edit((doc) => setField(doc, [...at, name], undefined))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          }
        >
          <NameField value={name} label={t('set.name')} onRename={(to) => onRename(name, to)} />
          <ValueField path={[...at, name]} value={fieldOf(values, name)} label={t('value.label')} />
        </Row>
      ))}
      <AddRow
        label={t('set.add')}
        onAdd={() => edit((doc) => setField(doc, [...at, freeName('value', takenNames(doc))], 0))}
      />
    </>
  );
}
