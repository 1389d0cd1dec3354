import { Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Role } from '@core/accounts/permissions.js';
import type { UserView } from '@core/api/account-views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { meQuery } from '../../session/session.js';
import { RoleChoice } from './role-choice.js';
import { usersQuery } from './settings-queries.js';
import { FormActions } from '../../parts/form-actions.js';

interface Values {
  name: string;
  roles: Role[];
  teams: string[];
}

/** Changes what somebody is called, may do, and belongs to. */
export function PersonForm({
  person,
  teams,
  onDone,
}: {
  person: UserView;
  teams: readonly string[];
  onDone: () => void;
}) {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: { name: person.name, roles: person.roles, teams: person.teams },
    validate: { roles: (roles) => (roles.length === 0 ? t('people.noRole') : null) },
  });
  const save = useMutation({
    mutationFn: (values: Values) => api.patch<UserView>(`/users/${person.id}`, values),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: usersQuery.queryKey });
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(error.byField);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        {save.error && <ProblemAlert error={save.error} shown={['name', 'roles', 'teams']} />}
        <TextInput label={t('name')} required maxLength={100} {...form.getInputProps('name')} />
        <RoleChoice {...form.getInputProps('roles')} />
        <TagsInput
          label={t('people.teams')}
          description={t('people.teamsHelp')}
          data={[...teams]}
          maxTags={20}
          maxLength={60}
          {...form.getInputProps('teams')}
        />
        <FormActions submit={t('common:save')} pending={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}
