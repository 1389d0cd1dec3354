import { Button, Group, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Role } from '@core/accounts/permissions.js';
import type { NewInvitationView } from '@core/api/account-views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { OneTimeText } from './one-time-text.js';
import { RoleChoice } from './role-choice.js';
import { invitationsQuery } from './settings-queries.js';
import { FormActions } from '../../parts/form-actions.js';

interface Values {
  email: string;
  roles: Role[];
  teams: string[];
}

/** Invites somebody, and then shows the link to hand over. */
export function InviteForm({ teams, onDone }: { teams: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: { email: '', roles: ['author'], teams: [] },
    validate: { roles: (roles) => (roles.length === 0 ? t('people.noRole') : null) },
  });
  const invite = useMutation({
    mutationFn: (values: Values) => api.post<NewInvitationView>('/invitations', values),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
  });
  if (invite.data) {
    return (
      <Stack>
        <OneTimeText about={t('people.linkAbout', { email: invite.data.email })} text={invite.data.link} />
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common:close')}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => invite.mutate(values))}>
      <Stack>
        {invite.error && <ProblemAlert error={invite.error} shown={['email', 'roles', 'teams']} />}
        <TextInput
          label={t('email')}
          type="email"
          dir="ltr"
          required
          data-autofocus
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        <RoleChoice {...form.getInputProps('roles')} />
        <TagsInput
          label={t('people.teams')}
          description={t('people.teamsHelp')}
          data={[...teams]}
          maxTags={20}
          maxLength={60}
          {...form.getInputProps('teams')}
        />
        <FormActions submit={t('people.makeLink')} pending={invite.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}
