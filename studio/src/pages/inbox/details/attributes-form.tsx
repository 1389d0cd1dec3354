import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.js';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { AttributeFields } from './attribute-fields.js';
import { changesOf, faultsOf, rowsOf, type AttributeRow } from './attribute-rows.js';

/** What is noted down about the person: changed, added and taken away, and saved together. */
export function AttributesForm({
  contactId,
  attributes,
}: {
  contactId: string;
  attributes: Readonly<Record<string, unknown>>;
}) {
  const { t } = useTranslation('inbox');
  const queries = useQueryClient();
  // Undefined as long as nothing is edited: then what comes in by itself is shown.
  const [edited, setEdited] = useState<readonly AttributeRow[]>();
  const [areFaultsShown, showFaults] = useState(false);
  const added = useRef(0);
  const add = useRef<HTMLButtonElement>(null);
  const rows = edited ?? rowsOf(attributes);
  const faults = faultsOf(rows);
  const done = (): void => {
    setEdited(undefined);
    showFaults(false);
    // What had the keyboard goes away.
    add.current?.focus();
  };
  const saving = useMutation({
    mutationFn: (changes: Record<string, unknown>) => api.patch(`/contacts/${contactId}`, { attributes: changes }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['inbox'] });
      done();
    },
  });
  const change = (next: readonly AttributeRow[]): void => {
    saving.reset();
    setEdited(next);
  };
  const save = (): void => {
    showFaults(true);
    if (Object.keys(faults).length === 0) saving.mutate(changesOf(attributes, rows));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        {rows.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('details.attribute.none')}
          </Text>
        )}
        {rows.map((row) => (
          <AttributeFields
            key={row.key}
            row={row}
            faults={areFaultsShown ? faults[row.key] : undefined}
            onChange={(next) => change(rows.map((one) => (one.key === row.key ? next : one)))}
            onRemove={() => {
              change(rows.filter(({ key }) => key !== row.key));
              add.current?.focus();
            }}
          />
        ))}
        {saving.error && <ProblemAlert error={saving.error} />}
        <Group gap="xs">
          <Button
            ref={add}
            size="xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              added.current += 1;
              change([...rows, { key: ` new ${added.current}`, name: '', kind: 'text', text: '', isNew: true }]);
            }}
          >
            {t('details.attribute.add')}
          </Button>
          {edited && (
            <>
              <Button type="submit" size="xs" loading={saving.isPending}>
                {t('common:save')}
              </Button>
              <Button size="xs" variant="default" onClick={done}>
                {t('common:cancel')}
              </Button>
            </>
          )}
        </Group>
        <Text size="xs" c="dimmed" role="status">
          {saving.isSuccess && !edited ? t('details.attribute.saved') : ''}
        </Text>
      </Stack>
    </form>
  );
}
