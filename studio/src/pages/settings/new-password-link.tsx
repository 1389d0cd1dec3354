import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NewPasswordLinkView, UserView } from '@core/api/account-views.js';
import { api } from '../../api/client.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { OneTimeText } from './one-time-text.js';

/** Makes a link for somebody who forgot their password. */
export function NewPasswordLink({ person, onDone }: { person: UserView; onDone: () => void }) {
  const { t } = useTranslation('settings');
  const make = useMutation({
    mutationFn: () => api.post<NewPasswordLinkView>(`/users/${person.id}/new-password`),
  });
  return (
    <Stack>
      {make.error && <ProblemAlert error={make.error} />}
      {make.data ? (
        <OneTimeText about={t('people.passwordLinkMade', { name: person.name })} text={make.data.link} />
      ) : (
        <Text size="sm">{t('people.passwordLinkAbout', { name: person.name })}</Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('common:close')}
        </Button>
        {!make.data && (
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {t('people.makeLink')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
