import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '@core/api/account-views.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { InvitationsList } from './invitations-list.js';
import { InviteForm } from './invite-form.js';
import { NewPasswordLink } from './new-password-link.js';
import { PeopleList } from './people-list.js';
import { PersonForm } from './person-form.js';
import { usersQuery } from './settings-queries.js';

type Open = { what: 'invite' } | { what: 'edit' | 'password'; person: UserView };

/** Who works here, what each may do, and who is invited. */
export function PeopleSection() {
  const { t } = useTranslation('settings');
  const may = useMay();
  const users = useQuery(usersQuery);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const teams = [...new Set(users.data?.flatMap((user) => user.teams))].toSorted();
  if (users.isPending) return <PendingPage />;
  if (users.error) return <ProblemAlert error={users.error} onRetry={() => void users.refetch()} />;
  return (
    <Stack maw={860} gap="lg">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h4">
            {t('people.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('people.about')}
          </Text>
        </div>
        {may('accounts:write') && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setOpen({ what: 'invite' })}>
            {t('people.invite')}
          </Button>
        )}
      </Group>
      <PeopleList
        people={users.data}
        onEdit={(person) => setOpen({ what: 'edit', person })}
        onNewPassword={(person) => setOpen({ what: 'password', person })}
      />
      <InvitationsList />
      <Modal
        opened={open !== undefined}
        onClose={close}
        title={t(`people.dialog.${open?.what ?? 'invite'}`)}
        closeButtonProps={{ 'aria-label': t('common:close') }}
        size="lg"
      >
        {open?.what === 'invite' && <InviteForm teams={teams} onDone={close} />}
        {open?.what === 'edit' && <PersonForm person={open.person} teams={teams} onDone={close} />}
        {open?.what === 'password' && <NewPasswordLink person={open.person} onDone={close} />}
      </Modal>
    </Stack>
  );
}
