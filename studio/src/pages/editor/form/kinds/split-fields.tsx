import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf, listOf, textOf } from '../../fields/read.js';
import { PlainField } from '../../fields/plain-field.js';
import { useFlow } from '../../fields/use-flow.js';
import { insertItem } from '../edits/list-edits.js';
import { freeName } from '../edits/names.js';
import { AddRow } from './add-row.js';
import { JumpSelect } from './jump-select.js';
import { Row } from './row.js';
import { RowTools } from './row-tools.js';

/** A lot needs two arms to be drawn between. */
const FEWEST = 2;

/** The arms of a split: what each is called in the results, how often it comes, where it goes. */
export function SplitFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const arms = listOf(fieldOf(step, 'split'));
  const names = new Set(arms.map((arm) => textOf(fieldOf(arm, 'name'))));
  return (
    <>
      {arms.map((arm, index) => {
        const own = [...path, 'split', index];
        const name = t('split.arm', { n: index + 1 });
        return (
          <Row key={index} name={name} tools={<RowTools path={own} name={name} count={arms.length} least={FEWEST} />}>
            <Group grow align="flex-start">
              <PlainField
                path={[...own, 'name']}
                value={fieldOf(arm, 'name')}
                label={t('split.name')}
                required={fieldOf(arm, 'goto') === undefined}
              />
              <PlainField path={[...own, 'weight']} value={fieldOf(arm, 'weight')} label={t('split.weight')} numeric />
            </Group>
            <JumpSelect
              step={path}
              path={[...own, 'goto']}
              value={fieldOf(arm, 'goto')}
              label={t('fields.goto')}
              below={t('jump.below')}
            />
          </Row>
        );
      })}
      <AddRow
        label={t('split.add')}
        onAdd={() => edit((doc) => insertItem(doc, [...path, 'split'], arms.length, { name: freeName('arm', names) }))}
      />
    </>
  );
}
