import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { expiredLogin } from '../session/expired-login.js';
import { useMe } from '../session/session.js';

/** Stands over the page when the login has expired. The page stays as it is below, with what was typed into it. */
export function SignInAgain() {
  const { t } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ initialValues: { password: '' } });
  const leave = async () => {
    expiredLogin.set(false);
    await navigate({ to: '/sign-in' });
    queries.clear();
  };
  const signIn = useMutation({
    mutationFn: ({ password }: { password: string }) => api.post('/session', { email: me.email ?? '', password }),
    onSuccess: async () => {
      expiredLogin.set(false);
      await queries.invalidateQueries();
    },
  });
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('expired.title')}
    >
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack>
          <Text size="sm">{t('expired.text', { email: me.email ?? me.name })}</Text>
          {signIn.error && <ProblemAlert error={signIn.error} />}
          <PasswordInput
            label={t('expired.password')}
            autoComplete="current-password"
            required
            data-autofocus
            {...form.getInputProps('password')}
          />
          <Group justify="space-between">
            <Button variant="default" onClick={() => void leave()}>
              {t('expired.leave')}
            </Button>
            <Button type="submit" loading={signIn.isPending}>
              {t('expired.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
