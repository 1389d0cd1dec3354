import { ActionIcon, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isolated } from '../hostile-text.js';
import { ATTRIBUTE_KINDS, type AttributeFault, type AttributeFaults, type AttributeRow } from './attribute-rows.js';
import classes from './details.module.css';

/** One attribute: its value by its type, and for a new one also name and type. */
export function AttributeFields({
  row,
  faults = {},
  onChange,
  onRemove,
}: {
  row: AttributeRow;
  faults?: AttributeFaults | undefined;
  onChange: (row: AttributeRow) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('inbox');
  const said = (fault: AttributeFault | undefined) => fault && t(`details.attribute.wrong.${fault}`);
  const value = {
    label: row.isNew ? t('details.attribute.value') : row.name,
    value: row.text,
    error: said(faults.text),
    className: classes.grows,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange({ ...row, text: currentTarget.value }),
  };
  return (
    <Stack gap={4}>
      {row.isNew && (
        <>
          <TextInput
            label={t('details.attribute.name')}
            dir="auto"
            // It was just asked for.
            autoFocus
            value={row.name}
            error={said(faults.name)}
            onChange={({ currentTarget }) => onChange({ ...row, name: currentTarget.value })}
          />
          <NativeSelect
            label={t('details.attribute.kind')}
            data={ATTRIBUTE_KINDS.map((kind) => ({ value: kind, label: t(`details.attribute.kinds.${kind}`) }))}
            value={row.kind}
            onChange={({ currentTarget }) => {
              const kind = ATTRIBUTE_KINDS.find((one) => one === currentTarget.value) ?? row.kind;
              onChange({ ...row, kind, text: kind === 'yes-no' ? 'yes' : '' });
            }}
          />
        </>
      )}
      <Group gap={4} wrap="nowrap" align="flex-end">
        {row.kind === 'text' && <TextInput {...value} dir="auto" />}
        {row.kind === 'number' && <TextInput {...value} inputMode="decimal" dir="ltr" />}
        {row.kind === 'data' && <Textarea {...value} autosize maxRows={6} dir="ltr" />}
        {row.kind === 'yes-no' && (
          <NativeSelect
            {...value}
            data={[
              { value: 'yes', label: t('details.attribute.yes') },
              { value: 'no', label: t('details.attribute.no') },
            ]}
          />
        )}
        <ActionIcon
          size={36}
          variant="subtle"
          color="gray"
          aria-label={
            row.isNew ? t('details.attribute.removeNew') : t('details.attribute.remove', { name: isolated(row.name) })
          }
          onClick={onRemove}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
    </Stack>
  );
}
