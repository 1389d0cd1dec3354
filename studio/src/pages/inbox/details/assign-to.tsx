import { Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InboxConversationView } from '@core/api/inbox-views.js';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { useMe } from '../../../session/session.js';
import { acts, peopleQuery } from '../inbox-api.js';

const PERSON = 'person:';
const TEAM = 'team:';

/** Whose the conversation is: a person's, a team's, or nobody's. */
export function AssignTo({ conversation: { id, assignee } }: { conversation: InboxConversationView }) {
  const { t } = useTranslation('inbox');
  const me = useMe();
  const queries = useQueryClient();
  const { data } = useQuery(peopleQuery);
  const assigning = useMutation({
    mutationFn: acts(id).assign,
    onSettled: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const people = data?.people ?? [];
  const own = people.filter((person) => person.id === me.id);
  const others = people.filter((person) => person.id !== me.id);
  const now = assignee?.user ? PERSON + assignee.user.id : assignee?.team ? TEAM + assignee.team : null;
  const choose = (value: string | null): void => {
    if (value?.startsWith(PERSON)) assigning.mutate({ userId: value.slice(PERSON.length) });
    else if (value?.startsWith(TEAM)) assigning.mutate({ team: value.slice(TEAM.length) });
    else assigning.mutate(null);
  };
  return (
    <>
      <Select
        label={t('details.assignee')}
        placeholder={t('filter.nobody')}
        clearable
        clearButtonProps={{ 'aria-label': t('details.unassign') }}
        searchable
        disabled={assigning.isPending}
        data={[
          {
            group: t('details.people'),
            items: [
              ...own.map((person) => ({ value: PERSON + person.id, label: t('details.you', { name: person.name }) })),
              ...others.map((person) => ({ value: PERSON + person.id, label: person.name })),
            ],
          },
          {
            group: t('details.teams'),
            items: (data?.teams ?? []).map((team) => ({ value: TEAM + team, label: team })),
          },
        ].filter(({ items }) => items.length > 0)}
        value={now}
        onChange={choose}
      />
      {assigning.error && <ProblemAlert error={assigning.error} />}
    </>
  );
}
