import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { RoleBadges } from './role-badges.js';
import { invitationsQuery } from './settings-queries.js';
import { When } from '../../parts/when.js';

/** Invitations that nobody has used yet; nothing where there are none. */
export function InvitationsList() {
  const { t } = useTranslation('settings');
  const may = useMay();
  const queries = useQueryClient();
  const invitations = useQuery(invitationsQuery);
  const withdraw = useMutation({
    mutationFn: (id: string) => api.delete(`/invitations/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
  const error = invitations.error ?? withdraw.error;
  if (error) return <ProblemAlert error={error} onRetry={() => void invitations.refetch()} />;
  if (!invitations.data || invitations.data.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('people.invited')}
      </Title>
      <Stack component="ul" gap="xs" p={0} m={0} aria-label={t('people.invited')}>
        {invitations.data.map(({ id, email, roles, by, expiresAt }) => (
          <Paper key={id} component="li" withBorder p="sm">
            <Group justify="space-between" align="flex-start">
              <Stack gap={4}>
                <Group gap="xs">
                  <Text>
                    <bdi dir="ltr">{email}</bdi>
                  </Text>
                  {Date.parse(expiresAt) <= Date.now() && <Badge variant="default">{t('people.expired')}</Badge>}
                </Group>
                <RoleBadges roles={roles} />
                <Text size="xs" c="dimmed">
                  {t('people.invitedBy', { name: by.name })} <When at={expiresAt} />
                </Text>
              </Stack>
              {may('accounts:write') && (
                <Button
                  variant="default"
                  size="xs"
                  loading={withdraw.isPending && withdraw.variables === id}
                  onClick={() => withdraw.mutate(id)}
                  aria-label={t('people.withdrawOf', { email })}
                >
                  {t('people.withdraw')}
                </Button>
              )}
            </Group>
          </Paper>
        ))}
      </Stack>
    </Stack>
  );
}
