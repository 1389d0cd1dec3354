import { Button, Checkbox, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Permission } from '@core/accounts/permissions.js';
import type { NewApiKeyView } from '@core/api/account-views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { OneTimeText } from './one-time-text.js';
import { PERMISSION_NAMES, wordsOf } from './permission-names.js';
import { keysQuery } from './settings-queries.js';
import { FormActions } from '../../parts/form-actions.js';

interface Values {
  name: string;
  permissions: Permission[];
  /** Days; empty: until it is withdrawn. */
  lasts: string;
}

const LASTING = ['30', '90', '365', ''] as const;
const DAY_MS = 86_400_000;

/** Makes a key, and then shows it, this once. */
export function NewKeyForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('settings');
  const may = useMay();
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: { name: '', permissions: [], lasts: '365' },
    validate: { permissions: (permissions) => (permissions.length === 0 ? t('keys.noPermission') : null) },
  });
  const make = useMutation({
    mutationFn: ({ name, permissions, lasts }: Values) =>
      api.post<NewApiKeyView>('/keys', {
        name,
        permissions,
        expiresAt: lasts === '' ? null : new Date(Date.now() + Number(lasts) * DAY_MS).toISOString(),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
  });
  if (make.data) {
    return (
      <Stack>
        <OneTimeText about={t('keys.made')} text={make.data.key} />
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common:close')}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <Stack>
        {make.error && <ProblemAlert error={make.error} shown={['name', 'permissions']} />}
        <TextInput
          label={t('keys.name')}
          description={t('keys.nameHelp')}
          required
          maxLength={100}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group
          label={t('keys.permissions')}
          description={t('keys.permissionsHelp')}
          required
          {...form.getInputProps('permissions')}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="sm">
            {PERMISSION_NAMES.filter(may).map((permission) => (
              <Checkbox key={permission} value={permission} label={t(wordsOf(permission))} description={permission} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Select
          label={t('keys.lasts')}
          data={LASTING.map((days) => ({
            value: days,
            label: days === '' ? t('keys.lastsForever') : t('keys.days', { count: Number(days) }),
          }))}
          allowDeselect={false}
          {...form.getInputProps('lasts')}
        />
        <FormActions submit={t('keys.make')} pending={make.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}
