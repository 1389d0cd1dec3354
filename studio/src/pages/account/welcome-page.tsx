import { Anchor, Button, Code, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { meQuery, setupQuery } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { EntranceFrame } from './entrance-frame.js';
import { PASSWORD_LENGTH, passwordLack } from './new-account.js';

/** Where the link leads that the service prints when nobody has an account yet. */
export function WelcomePage() {
  const { t } = useTranslation('account');
  const { code } = useSearch({ from: '/welcome' });
  const setup = useQuery(setupQuery);
  if (setup.isPending) return <PendingPage />;
  if (setup.data?.isNeeded === false) {
    return (
      <EntranceFrame title={t('welcome.usedTitle')} about={t('welcome.usedText')}>
        <Button component={Link} to="/sign-in">
          {t('signIn.title')}
        </Button>
      </EntranceFrame>
    );
  }
  if (code === undefined) {
    return (
      <EntranceFrame title={t('welcome.title')} about={t('welcome.noCode')}>
        <Code block dir="ltr">
          {`${window.location.origin}/welcome?code=…`}
        </Code>
        <Text size="sm" c="dimmed">
          {t('welcome.whereToLook')}
        </Text>
      </EntranceFrame>
    );
  }
  return (
    <EntranceFrame title={t('welcome.title')} about={t('welcome.about')}>
      <FirstOwnerForm code={code} />
    </EntranceFrame>
  );
}

function FirstOwnerForm({ code }: { code: string }) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      password: (password) => (passwordLack(password) ? t('tooShort', { count: PASSWORD_LENGTH }) : null),
    },
  });
  const create = useMutation({
    mutationFn: (values: { name: string; email: string; password: string }) => api.post('/setup', { ...values, code }),
    onSuccess: async () => {
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
      await navigate({ to: '/' });
    },
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack>
        {create.error && <ProblemAlert error={create.error} shown={['name', 'email', 'password']} />}
        {create.error instanceof ApiProblem && create.error.type === 'already-set-up' && (
          <Anchor component={Link} to="/sign-in">
            {t('signIn.title')}
          </Anchor>
        )}
        <TextInput label={t('name')} autoComplete="name" required maxLength={100} {...form.getInputProps('name')} />
        <TextInput
          label={t('email')}
          type="email"
          dir="ltr"
          autoComplete="username"
          required
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('newPassword')}
          description={t('passwordRule', { count: PASSWORD_LENGTH })}
          autoComplete="new-password"
          required
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={create.isPending}>
          {t('welcome.submit')}
        </Button>
      </Stack>
    </form>
  );
}
