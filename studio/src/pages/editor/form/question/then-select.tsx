import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf, textOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { jumpTargets, nameOfTarget } from '../edits/jump-targets.js';
import { setField } from '../edits/text-edits.js';
import { JumpSelect } from '../kinds/jump-select.js';

const GOTO = 'goto';

/** What follows: one of the given ways, or a step that the flow may go to from here. */
export function ThenSelect({
  path,
  from,
  value,
  outcomes,
  label,
}: {
  /** Of the field that says it. */
  path: StepPath;
  /** The step that it is left from; empty for what holds for all questions. */
  from: StepPath;
  value: unknown;
  /** An empty value removes the field. */
  outcomes: readonly { value: string; label: string }[];
  label: string;
}) {
  const { t } = useTranslation('editor-question');
  const { definition, edit } = useFlow();
  const target = fieldOf(value, 'goto');
  const [first] = jumpTargets(definition?.steps, from);
  const mayGo = first !== undefined || target !== undefined;
  return (
    <Stack gap="sm">
      <Select
        label={label}
        allowDeselect={false}
        data={[...outcomes, ...(mayGo ? [{ value: GOTO, label: t('then.goto') }] : [])]}
        value={target === undefined ? textOf(value) : GOTO}
        onChange={(chosen) =>
          edit((doc) => {
            if (chosen !== GOTO) setField(doc, path, chosen === null || chosen === '' ? undefined : chosen);
            else if (first && target === undefined) setField(doc, path, { goto: nameOfTarget(doc, first.path) });
          })
        }
      />
      {target !== undefined && (
        <JumpSelect step={from} path={[...path, 'goto']} value={target} label={t('then.target')} />
      )}
    </Stack>
  );
}
