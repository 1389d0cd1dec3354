import { Button, List, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { JoinView } from '@core/api/account-views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { expiredLogin } from '../../session/expired-login.js';
import { meQuery } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { EntranceFrame } from './entrance-frame.js';
import { PASSWORD_LENGTH, passwordLack } from './new-account.js';

const linkQuery = (code: string) =>
  queryOptions({
    queryKey: ['account', 'link', code],
    queryFn: () => api.post<JoinView>('/join/look', { code }),
    enabled: code !== '',
    // Once used it is gone, and so may the form not be.
    staleTime: Infinity,
  });

/** Where an invitation or a link for a new password leads. */
export function JoinPage() {
  const { t } = useTranslation('account');
  const { code = '' } = useSearch({ from: '/join' });
  const link = useQuery(linkQuery(code));
  if (code === '' || (link.error instanceof ApiProblem && link.error.status === 404)) {
    return (
      <EntranceFrame title={t('join.goneTitle')} about={t('join.goneText')}>
        <Button component={Link} to="/sign-in" variant="default">
          {t('signIn.title')}
        </Button>
      </EntranceFrame>
    );
  }
  if (link.error) {
    return (
      <EntranceFrame title={t('join.title')}>
        <ProblemAlert error={link.error} onRetry={() => void link.refetch()} />
      </EntranceFrame>
    );
  }
  if (link.isPending) return <PendingPage />;
  const { kind, by, email } = link.data;
  return kind === 'invitation' ? (
    <EntranceFrame title={t('join.title')} about={t('join.about', { by })}>
      <List size="sm">
        {link.data.roles.map((role) => (
          <List.Item key={role}>
            <Text span inherit fw={600}>
              {t(`roles.${role}.name`)}
            </Text>
            {': '}
            {t(`roles.${role}.may`)}
          </List.Item>
        ))}
      </List>
      <JoinForm code={code} link={link.data} />
    </EntranceFrame>
  ) : (
    <EntranceFrame title={t('join.newPasswordTitle')} about={t('join.newPasswordAbout', { email })}>
      <JoinForm code={code} link={link.data} />
    </EntranceFrame>
  );
}

function JoinForm({ code, link: { kind, email } }: { code: string; link: JoinView }) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isNew = kind === 'invitation';
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: {
      password: (password) => (passwordLack(password) ? t('tooShort', { count: PASSWORD_LENGTH }) : null),
    },
  });
  const join = useMutation({
    mutationFn: ({ name, password }: { name: string; password: string }) =>
      api.post('/join', { code, password, ...(isNew ? { name } : {}) }),
    onSuccess: async () => {
      expiredLogin.set(false);
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
      await navigate({ to: '/' });
    },
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => join.mutate(values))}>
      <Stack>
        {join.error && <ProblemAlert error={join.error} shown={['name', 'password']} />}
        <TextInput label={t('email')} value={email} readOnly dir="ltr" autoComplete="username" />
        {isNew && (
          <TextInput label={t('name')} autoComplete="name" required maxLength={100} {...form.getInputProps('name')} />
        )}
        <PasswordInput
          label={t('newPassword')}
          description={t('passwordRule', { count: PASSWORD_LENGTH })}
          autoComplete="new-password"
          required
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={join.isPending}>
          {isNew ? t('join.submit') : t('join.newPasswordSubmit')}
        </Button>
      </Stack>
    </form>
  );
}
