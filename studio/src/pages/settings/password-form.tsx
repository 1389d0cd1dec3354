import { Button, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMe } from '../../session/session.js';
import { PASSWORD_LENGTH, passwordLack } from '../account/new-account.js';
import { loginsQuery } from './settings-queries.js';

export function PasswordForm() {
  const { t } = useTranslation(['settings', 'account']);
  const me = useMe();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { current: '', password: '' },
    validate: {
      password: (password) => (passwordLack(password) ? t('account:tooShort', { count: PASSWORD_LENGTH }) : null),
    },
  });
  const change = useMutation({
    mutationFn: (values: { current: string; password: string }) => api.put('/session/password', values),
    onSuccess: async () => {
      form.reset();
      await queries.invalidateQueries({ queryKey: loginsQuery.queryKey });
      notifications.show({
        message: t('profile.passwordChanged'),
        closeButtonProps: { 'aria-label': t('common:close') },
      });
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      const { current, ...others } = error.byField;
      form.setErrors({ ...others, ...(current === undefined ? {} : { current: t('profile.wrongPassword') }) });
    },
  });
  return (
    <Paper withBorder p="lg">
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          <Title order={2} size="h4">
            {t('profile.passwordTitle')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('profile.passwordAbout')}
          </Text>
          {change.error && <ProblemAlert error={change.error} shown={['current', 'password']} />}
          {/* Whose password it is, for the browser that keeps it. */}
          <input type="text" name="username" autoComplete="username" defaultValue={me.email ?? ''} hidden />
          <PasswordInput
            label={t('profile.current')}
            autoComplete="current-password"
            required
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={t('account:newPassword')}
            description={t('account:passwordRule', { count: PASSWORD_LENGTH })}
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {t('profile.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
