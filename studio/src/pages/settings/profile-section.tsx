import { Button, Group, Paper, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { meQuery, useMe } from '../../session/session.js';
import { LoginsList } from './logins-list.js';
import { PasswordForm } from './password-form.js';
import { RoleBadges } from './role-badges.js';

/** What everybody does with their own account. */
export function ProfileSection() {
  return (
    <Stack maw={640} gap="lg">
      <NameForm />
      <PasswordForm />
      <LoginsList />
    </Stack>
  );
}

function NameForm() {
  const { t } = useTranslation('settings');
  const me = useMe();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { name: me.name } });
  const save = useMutation({
    mutationFn: (values: { name: string }) => api.patch('/session', values),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      notifications.show({ message: t('saved'), closeButtonProps: { 'aria-label': t('common:close') } });
    },
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
  });
  return (
    <Paper withBorder p="lg">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <Title order={2} size="h4">
            {t('profile.title')}
          </Title>
          {save.error && <ProblemAlert error={save.error} shown={['name']} />}
          <TextInput
            label={t('name')}
            description={t('profile.nameHelp')}
            required
            maxLength={100}
            autoComplete="name"
            {...form.getInputProps('name')}
          />
          <TextInput label={t('email')} value={me.email ?? ''} readOnly dir="ltr" />
          <RoleBadges roles={me.roles} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
