import { Badge, Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApiKeyView } from '@core/api/account-views.js';
import { api } from '../../api/client.js';
import { EmptyState } from '../../parts/empty-state.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { NewKeyForm } from './new-key-form.js';
import { wordsOf } from './permission-names.js';
import { keysQuery } from './settings-queries.js';
import { When } from '../../parts/when.js';
import { useConfirm } from '../../parts/use-confirm.js';

/** Keys for programs. */
export function KeysSection() {
  const { t } = useTranslation('settings');
  const ask = useConfirm();
  const may = useMay();
  const queries = useQueryClient();
  const keys = useQuery(keysQuery);
  const [isOpen, { open, close }] = useDisclosure();
  const withdraw = useMutation({
    mutationFn: (id: string) => api.delete(`/keys/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  const confirm = ({ id, name }: ApiKeyView) =>
    ask({
      title: t('keys.withdraw'),
      text: t('keys.withdrawText', { name }),
      confirm: t('keys.withdraw'),
      onConfirm: () => withdraw.mutate(id),
    });
  if (keys.isPending) return <PendingPage />;
  if (keys.error) return <ProblemAlert error={keys.error} onRetry={() => void keys.refetch()} />;
  const newKey = may('accounts:write') && (
    <Button leftSection={<IconKey size={18} aria-hidden />} onClick={open}>
      {t('keys.new')}
    </Button>
  );
  return (
    <Stack maw={860} gap="lg">
      {keys.data.length === 0 ? (
        <EmptyState icon={<IconKey />} title={t('keys.none')} text={t('keys.about')} action={newKey} />
      ) : (
        <>
          <Group justify="space-between" align="flex-start">
            <Stack gap={0} maw="60ch">
              <Title order={2} size="h4">
                {t('keys.tab')}
              </Title>
              <Text size="sm" c="dimmed">
                {t('keys.about')}
              </Text>
            </Stack>
            {newKey}
          </Group>
          {withdraw.error && <ProblemAlert error={withdraw.error} />}
          <Stack component="ul" gap="xs" p={0} m={0} aria-label={t('keys.tab')}>
            {keys.data.map((key) => (
              <Paper key={key.id} component="li" withBorder p="sm">
                <Group justify="space-between" align="flex-start">
                  <KeyFacts of={key} />
                  {may('accounts:write') && (
                    <Button
                      variant="default"
                      size="xs"
                      onClick={() => confirm(key)}
                      aria-label={t('keys.withdrawOf', { name: key.name })}
                    >
                      {t('keys.withdraw')}
                    </Button>
                  )}
                </Group>
              </Paper>
            ))}
          </Stack>
        </>
      )}
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('keys.new')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
        size="lg"
      >
        <NewKeyForm onDone={close} />
      </Modal>
    </Stack>
  );
}

function KeyFacts({ of: { name, hint, permissions, by, createdAt, expiresAt, lastUsedAt } }: { of: ApiKeyView }) {
  const { t } = useTranslation('settings');
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  return (
    <Stack gap={4} flex={1} miw={220}>
      <Group gap="xs">
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed" dir="ltr" ff="monospace">
          {hint}…
        </Text>
        {isExpired && <Badge variant="default">{t('keys.expired')}</Badge>}
      </Group>
      <Text size="sm">{permissions.map((permission) => t(wordsOf(permission))).join(t('people.between'))}</Text>
      <Text size="xs" c="dimmed">
        {t('keys.madeBy', { name: by.name })} <When at={createdAt} />
      </Text>
      <Text size="xs" c="dimmed">
        {lastUsedAt === null ? t('keys.neverUsed') : t('keys.lastUsed')}{' '}
        {lastUsedAt !== null && <When at={lastUsedAt} />}
      </Text>
      {expiresAt !== null && (
        <Text size="xs" c="dimmed">
          {t('keys.goodUntil')} <When at={expiresAt} />
        </Text>
      )}
    </Stack>
  );
}
