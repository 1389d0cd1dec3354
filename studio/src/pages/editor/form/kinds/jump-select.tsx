import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { walkSteps, type StepPath } from '../../draft/step-path.js';
import { textOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { jumpTargets, nameOfTarget } from '../edits/jump-targets.js';
import { setField } from '../edits/text-edits.js';
import { useStepName } from '../use-step-name.js';

/** Keys of steps are never empty. */
const BELOW = '';

/** Which step it goes on with: one of those that may be gone to from here. A step without a name gets one. */
export function JumpSelect({
  step,
  path,
  value,
  label,
  below,
}: {
  /** The step that one goes from. */
  step: StepPath;
  /** The field with the name of the step to go to. */
  path: StepPath;
  value: unknown;
  label: string;
  /** Said of an empty field, where it may be empty: it goes on below. */
  below?: string;
}) {
  const { t } = useTranslation('editor-form');
  const { definition, edit } = useFlow();
  const nameOf = useStepName();
  const shown = textOf(value);
  const numbers = new Map([...walkSteps(definition?.steps)].map(({ path: at }, index) => [at.join(), index + 1]));
  const targets = jumpTargets(definition?.steps, step).map((target) => ({
    ...target,
    label: t('jump.step', { n: numbers.get(target.path.join()), name: nameOf(target.step, target.path) }),
  }));
  const data = new Map(targets.map(({ key, label: words }) => [key, words]));
  if (below !== undefined) data.set(BELOW, below);
  if (shown !== '' && !data.has(shown)) data.set(shown, shown);
  return (
    <Select
      label={label}
      allowDeselect={false}
      searchable
      data={[...data].map(([key, words]) => ({ value: key, label: words }))}
      value={shown === '' && below === undefined ? null : shown}
      onChange={(key) => {
        const target = targets.find((one) => one.key === key);
        if (target) edit((doc) => setField(doc, path, nameOfTarget(doc, target.path)));
        else if (key === BELOW) edit((doc) => setField(doc, path, undefined));
      }}
    />
  );
}
