import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { DurationField } from '../../fields/duration-field.js';
import { fieldOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { setField } from '../edits/text-edits.js';
import { ThenSelect } from './then-select.js';

/** What a limit of time begins with; its authors know better. */
const FIRST = { after: '1d', then: 'skip' };

/** A limit of time, and what follows when it is over. */
export function TimeoutFields({
  path,
  from,
  value,
  unset,
  off,
  after,
}: {
  path: StepPath;
  /** The step that it is left from; empty for what holds for all questions. */
  from: StepPath;
  value: unknown;
  /** Said of one that is not written. */
  unset: string;
  /** Said of `false`, where that is something else. */
  off?: string;
  /** What it is counted from, as a label. */
  after: string;
}) {
  const { t } = useTranslation('editor-question');
  const { edit } = useFlow();
  const isOwn = value !== undefined && value !== false;
  return (
    <>
      <Select
        label={t('silence.timeout')}
        allowDeselect={false}
        data={[
          { value: 'unset', label: unset },
          ...(off === undefined ? [] : [{ value: 'off', label: off }]),
          { value: 'own', label: t('silence.timeoutOwn') },
        ]}
        value={isOwn ? 'own' : value === false && off !== undefined ? 'off' : 'unset'}
        onChange={(mode) => {
          const written = mode === 'own' ? FIRST : mode === 'off' ? false : undefined;
          edit((doc) => setField(doc, path, written));
        }}
      />
      {isOwn && (
        <Stack gap="sm" ps="md">
          <DurationField path={[...path, 'after']} value={fieldOf(value, 'after')} label={after} required />
          <ThenSelect
            path={[...path, 'then']}
            from={from}
            value={fieldOf(value, 'then')}
            label={t('silence.then')}
            outcomes={[
              { value: 'skip', label: t('then.skip') },
              { value: 'end', label: t('then.end') },
            ]}
          />
        </Stack>
      )}
    </>
  );
}
