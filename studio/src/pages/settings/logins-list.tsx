import { ActionIcon, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { PendingPage } from '../../shell/states.js';
import { deviceOf } from './device.js';
import { loginsQuery } from './settings-queries.js';
import { When } from '../../parts/when.js';
import { useConfirm } from '../../parts/use-confirm.js';

/** Where one is signed in. */
export function LoginsList() {
  const { t } = useTranslation('settings');
  const ask = useConfirm();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const logins = useQuery(loginsQuery);
  const close = useMutation({
    mutationFn: (id: string) => api.delete(`/session/logins/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: loginsQuery.queryKey }),
  });
  const closeAll = useMutation({
    mutationFn: () => api.delete('/session/logins'),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      queries.clear();
    },
  });
  const confirmAll = () =>
    ask({
      title: t('profile.everywhere'),
      text: t('profile.everywhereText'),
      confirm: t('profile.everywhere'),
      harmless: true,
      onConfirm: () => closeAll.mutate(),
    });
  const error = logins.error ?? close.error ?? closeAll.error;
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Title order={2} size="h4">
          {t('profile.loginsTitle')}
        </Title>
        {error && <ProblemAlert error={error} onRetry={() => void logins.refetch()} />}
        {logins.isPending && <PendingPage />}
        {logins.data?.map(({ id, userAgent, createdAt, isThis }) => (
          <Group key={id} justify="space-between" wrap="nowrap">
            <div>
              <Group gap="xs">
                <Text size="sm">{deviceOf(userAgent) ?? t('profile.unknownDevice')}</Text>
                {isThis && <Badge variant="light">{t('profile.thisOne')}</Badge>}
              </Group>
              <Text size="xs" c="dimmed">
                <When at={createdAt} />
              </Text>
            </div>
            {!isThis && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                loading={close.isPending && close.variables === id}
                onClick={() => close.mutate(id)}
                aria-label={t('profile.closeOne', { device: deviceOf(userAgent) ?? t('profile.unknownDevice') })}
              >
                <IconX size={18} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <Group>
          <Button variant="default" onClick={confirmAll} loading={closeAll.isPending}>
            {t('profile.everywhere')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
