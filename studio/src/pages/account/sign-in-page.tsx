import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { meQuery } from '../../session/session.js';
import { EntranceFrame } from './entrance-frame.js';

export function SignInPage() {
  const { t } = useTranslation('account');
  const { then } = useSearch({ from: '/sign-in' });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useMutation({
    mutationFn: (values: { email: string; password: string }) => api.post('/session', values),
    onSuccess: async () => {
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
      if (then === undefined) await navigate({ to: '/' });
      else router.history.push(then);
    },
  });
  return (
    <EntranceFrame title={t('signIn.title')}>
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack>
          {signIn.error && <ProblemAlert error={signIn.error} />}
          <TextInput
            label={t('email')}
            type="email"
            dir="ltr"
            autoComplete="username"
            required
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('password')}
            description={t('signIn.forgotten')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="current-password"
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </EntranceFrame>
  );
}
