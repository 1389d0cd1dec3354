import { Button, Group, Menu, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDots, IconKey, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ConnectedChannelView } from '@core/api/channel-views.js';
import type { ChannelView } from '@core/api/views.js';
import { api } from '../../api/client.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { channelQuery, providersQuery } from './channel-queries.js';
import { CredentialsForm } from './credentials-form.js';
import { useConfirm } from '../../parts/use-confirm.js';

/** What can be done with a number besides its settings. */
export function ChannelActions({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('channels');
  const ask = useConfirm();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isChangingKey, changingKey] = useDisclosure();
  const at = `/channels/${encodeURIComponent(channel.id)}`;
  const keep = async (changed: ChannelView): Promise<void> => {
    queries.setQueryData(channelQuery(channel.id).queryKey, changed);
    await queries.invalidateQueries({ queryKey: ['channels', 'list'] });
    await queries.invalidateQueries({ queryKey: ['channels', 'templates', channel.id] });
  };
  const refused = (error: unknown): void => {
    notifications.show({
      closeButtonProps: { 'aria-label': t('common:close') },
      color: 'red',
      message: <ProblemAlert error={error} />,
      autoClose: 10_000,
    });
  };
  const refresh = useMutation({
    mutationFn: () => api.post<ConnectedChannelView>(`${at}/refresh`),
    onSuccess: async (changed) => {
      await keep(changed);
      notifications.show({ closeButtonProps: { 'aria-label': t('common:close') }, message: t('actions.refreshed') });
    },
    onError: refused,
  });
  const stop = useMutation({
    mutationFn: () => api.post<ChannelView>(`${at}/stop`),
    onSuccess: keep,
    onError: refused,
  });
  const resume = useMutation({
    mutationFn: () => api.post<ChannelView>(`${at}/resume`),
    onSuccess: keep,
    onError: refused,
  });
  const remove = useMutation({
    mutationFn: () => api.delete(at),
    onSuccess: async () => {
      await navigate({ to: '/channels' });
      queries.removeQueries({ queryKey: channelQuery(channel.id).queryKey });
      await queries.invalidateQueries({ queryKey: ['channels', 'list'] });
    },
    onError: refused,
  });
  const confirm = (what: 'stop' | 'remove', act: () => void): void => {
    ask({
      title: t(`actions.${what}Title`, { name: channel.name }),
      text: t(`actions.${what}Text`),
      confirm: t(`actions.${what}`),
      onConfirm: act,
    });
  };
  return (
    <Group gap="sm">
      {channel.state === 'stopped' && (
        <Button
          leftSection={<IconPlayerPlay size={18} aria-hidden />}
          loading={resume.isPending}
          onClick={() => resume.mutate()}
        >
          {t('actions.resume')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconRefresh size={18} aria-hidden />}
        loading={refresh.isPending}
        onClick={() => refresh.mutate()}
      >
        {t('actions.refresh')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={18} aria-hidden />}>
            {t('actions.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={changingKey.open}>
            {t('actions.key')}
          </Menu.Item>
          {channel.state === 'connected' && (
            <Menu.Item
              leftSection={<IconPlayerPause size={16} aria-hidden />}
              onClick={() => confirm('stop', () => stop.mutate())}
            >
              {t('actions.stop')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => confirm('remove', () => remove.mutate())}
          >
            {t('actions.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isChangingKey}
        onClose={changingKey.close}
        title={t('actions.key')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <KeyChange
          channel={channel}
          onChanged={async (changed) => {
            await keep(changed);
            changingKey.close();
          }}
        />
      </Modal>
    </Group>
  );
}

function KeyChange({
  channel,
  onChanged,
}: {
  channel: ChannelView;
  onChanged: (changed: ChannelView) => Promise<void>;
}) {
  const { t } = useTranslation('channels');
  const providers = useQuery(providersQuery);
  const change = useMutation({
    mutationFn: (credentials: Record<string, string>) =>
      api.put<ChannelView>(`/channels/${encodeURIComponent(channel.id)}/credentials`, { credentials }),
    onSuccess: onChanged,
  });
  const provider = providers.data?.find((known) => known.provider === channel.provider);
  if (!provider) return providers.error ? <ProblemAlert error={providers.error} /> : null;
  return (
    <CredentialsForm
      provider={provider}
      submit={t('common:save')}
      isPending={change.isPending}
      error={change.error}
      onSubmit={({ credentials }) => change.mutate(credentials)}
    />
  );
}
