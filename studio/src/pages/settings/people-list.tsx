import { ActionIcon, Badge, Group, Menu, Paper, Stack, Text } from '@mantine/core';
import { IconDots, IconKey, IconPencil, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UserView } from '@core/api/account-views.js';
import { api } from '../../api/client.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay, useMe } from '../../session/session.js';
import { RoleBadges } from './role-badges.js';
import { usersQuery } from './settings-queries.js';
import { When } from '../../parts/when.js';
import { useConfirm } from '../../parts/use-confirm.js';

interface Props {
  people: readonly UserView[];
  onEdit: (person: UserView) => void;
  onNewPassword: (person: UserView) => void;
}

export function PeopleList({ people, onEdit, onNewPassword }: Props) {
  const { t } = useTranslation('settings');
  const ask = useConfirm();
  const queries = useQueryClient();
  const disable = useMutation({
    mutationFn: ({ id, isDisabled }: { id: string; isDisabled: boolean }) => api.patch(`/users/${id}`, { isDisabled }),
    onSuccess: () => queries.invalidateQueries({ queryKey: usersQuery.queryKey }),
  });
  const confirmDisable = ({ id, name }: UserView) =>
    ask({
      title: t('people.disable'),
      text: t('people.disableText', { name }),
      confirm: t('people.disable'),
      onConfirm: () => disable.mutate({ id, isDisabled: true }),
    });
  return (
    <Stack gap="xs">
      {disable.error && <ProblemAlert error={disable.error} />}
      <Stack component="ul" gap="xs" p={0} m={0} aria-label={t('people.title')}>
        {people.map((person) => (
          <Paper key={person.id} component="li" withBorder p="sm">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <Stack gap={4} miw={0}>
                <Group gap="xs">
                  <Text fw={600}>{person.name}</Text>
                  {person.disabledAt !== null && <Badge variant="default">{t('people.disabled')}</Badge>}
                </Group>
                <Text size="sm" c="dimmed" truncate>
                  <bdi dir="ltr">{person.email}</bdi>
                </Text>
                <RoleBadges roles={person.roles} />
                {person.teams.length > 0 && (
                  <Text size="xs" c="dimmed">
                    {t('people.inTeams', { teams: person.teams.join(t('people.between')) })}
                  </Text>
                )}
                <Text size="xs" c="dimmed">
                  {person.lastSeenAt === null ? t('people.neverSeen') : t('people.lastSeen')}{' '}
                  {person.lastSeenAt !== null && <When at={person.lastSeenAt} />}
                </Text>
              </Stack>
              <PersonMenu
                person={person}
                onEdit={() => onEdit(person)}
                onNewPassword={() => onNewPassword(person)}
                onDisable={() => confirmDisable(person)}
                onEnable={() => disable.mutate({ id: person.id, isDisabled: false })}
              />
            </Group>
          </Paper>
        ))}
      </Stack>
    </Stack>
  );
}

function PersonMenu({
  person,
  onEdit,
  onNewPassword,
  onDisable,
  onEnable,
}: {
  person: UserView;
  onEdit: () => void;
  onNewPassword: () => void;
  onDisable: () => void;
  onEnable: () => void;
}) {
  const { t } = useTranslation('settings');
  const me = useMe();
  const may = useMay();
  if (!may('accounts:write')) return null;
  const isDisabled = person.disabledAt !== null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('people.menu', { name: person.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
          {t('people.edit')}
        </Menu.Item>
        {!isDisabled && person.id !== me.id && (
          <>
            <Menu.Item leftSection={<IconKey size={16} />} onClick={onNewPassword}>
              {t('people.newPassword')}
            </Menu.Item>
            <Menu.Item leftSection={<IconUserOff size={16} />} color="red" onClick={onDisable}>
              {t('people.disable')}
            </Menu.Item>
          </>
        )}
        {isDisabled && (
          <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={onEnable}>
            {t('people.enable')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
