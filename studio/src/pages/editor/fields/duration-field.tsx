import { durationMs } from '@core/flow/definition/duration.js';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../draft/step-path.js';
import { PlainField } from './plain-field.js';

/** A length of time as authors write it: `45m`, `1h 30m`, `7d`. */
export function DurationField({
  path,
  value,
  label,
  description,
  required = false,
}: {
  path: StepPath;
  value: unknown;
  label: string;
  description?: string;
  required?: boolean;
}) {
  const { t } = useTranslation('editor-question');
  return (
    <PlainField
      path={path}
      value={value}
      label={label}
      required={required}
      description={description ?? t('duration.help')}
      check={(text) => (durationMs(text) === undefined ? t('duration.wrong') : undefined)}
    />
  );
}
