import { Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { useFlow } from '../../fields/use-flow.js';
import { useFindingAt } from '../../fields/use-finding-at.js';
import { useTyped } from '../../fields/use-typed.js';
import { setField } from '../edits/text-edits.js';
import { readValue, VALUE_KINDS, valueAs, writeValue, type ShownValue } from '../logic/value.js';

/** A value as a number, a text, yes or no, or worked out from others. */
export function ValueField({ path, value, label }: { path: StepPath; value: unknown; label: string }) {
  const { t } = useTranslation('editor-form');
  const { edit } = useFlow();
  const shown = readValue(value);
  const finding = useFindingAt(path);
  const write = (next: ShownValue) => edit((doc) => setField(doc, path, writeValue(next)));
  const typed = useTyped(shown.text, (text) => write({ ...shown, text }));
  return (
    <Group gap="xs" align="flex-end" grow preventGrowOverflow={false}>
      <Select
        label={t('value.as')}
        allowDeselect={false}
        data={VALUE_KINDS.map((as) => ({ value: as, label: t(`value.${as}`) }))}
        value={shown.as}
        onChange={(chosen) => {
          const as = VALUE_KINDS.find((kind) => kind === chosen);
          if (as) write(valueAs(shown, as));
        }}
      />
      {shown.as === 'truth' ? (
        <Select
          label={label}
          allowDeselect={false}
          data={['true', 'false'].map((truth) => ({ value: truth, label: t(`when.${truth}`) }))}
          value={shown.text}
          onChange={(text) => text !== null && write({ ...shown, text })}
        />
      ) : (
        <TextInput label={label} dir={shown.as === 'text' ? 'auto' : 'ltr'} error={finding} {...typed} />
      )}
    </Group>
  );
}
