import { NumberInput, Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MAX_ROUNDS } from '@core/flow/definition/steps.js';
import type { StepPath } from '../../draft/step-path.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, listOf, textOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { setField } from '../edits/text-edits.js';

const REPEATS = ['once', 'times', 'value'] as const;
const FIRST_ROUNDS = 2;

/** How often a group is gone through, and whether its steps come in a random order. */
export function GroupFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const repeat = fieldOf(step, 'repeat');
  const times = fieldOf(repeat, 'times');
  const randomise = fieldOf(step, 'randomise');
  const keepLast = fieldOf(randomise, 'keepLast');
  const count = listOf(fieldOf(step, 'steps')).length;
  const how = repeat === undefined ? 'once' : typeof times === 'number' ? 'times' : 'value';
  const write = (field: string[], value: unknown) => edit((doc) => setField(doc, [...path, ...field], value));
  return (
    <>
      <Select
        label={t('group.repeat')}
        allowDeselect={false}
        data={REPEATS.map((value) => ({ value, label: t(`group.${value}`) }))}
        value={how}
        onChange={(chosen) => {
          if (chosen === 'once') write(['repeat'], undefined);
          else write(['repeat', 'times'], chosen === 'times' ? FIRST_ROUNDS : '');
        }}
      />
      {how === 'times' && (
        <NumberInput
          label={t('group.rounds')}
          min={1}
          max={MAX_ROUNDS}
          allowDecimal={false}
          value={Number(times)}
          onChange={(value) => typeof value === 'number' && write(['repeat', 'times'], value)}
        />
      )}
      {how === 'value' && (
        <>
          <PlainField
            path={[...path, 'repeat', 'times']}
            value={textOf(times)}
            label={t('group.over')}
            description={t('group.overHelp')}
            required
          />
          <PlainField path={[...path, 'repeat', 'max']} value={fieldOf(repeat, 'max')} label={t('group.max')} numeric />
        </>
      )}
      {how !== 'once' && (
        <PlainField
          path={[...path, 'repeat', 'as']}
          value={fieldOf(repeat, 'as')}
          label={t('group.as')}
          description={t('group.asHelp', { example: '{{ i }}' })}
        />
      )}
      <Switch
        label={t('group.randomise')}
        checked={randomise !== undefined}
        onChange={(event) => write(['randomise'], event.currentTarget.checked || undefined)}
      />
      {randomise !== undefined && (
        <NumberInput
          label={t('group.keepLast')}
          min={0}
          max={count}
          allowDecimal={false}
          value={typeof keepLast === 'number' ? keepLast : 0}
          onChange={(value) =>
            write(['randomise'], typeof value === 'number' && value > 0 ? { keepLast: value } : true)
          }
        />
      )}
    </>
  );
}
