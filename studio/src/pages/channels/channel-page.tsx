import { Anchor, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { NotFoundPage, PendingPage } from '../../shell/states.js';
import { ApiProblem } from '../../api/problem.js';
import { ChannelActions } from './channel-actions.js';
import { conditionOf } from './channel-condition.js';
import { ChannelFacts } from './channel-facts.js';
import { ChannelNotices } from './channel-notices.js';
import { channelQuery } from './channel-queries.js';
import { ChannelSettingsForm } from './channel-settings-form.js';
import { ConditionBadge } from './condition-badge.js';

/** One number: how it does and what to do about it, what it is, and how it behaves. */
export function ChannelPage() {
  const { t } = useTranslation('channels');
  const { channelId } = useParams({ from: '/signed-in/channels/$channelId' });
  const may = useMay();
  const channel = useQuery({ ...channelQuery(channelId), refetchInterval: 60_000 });
  if (channel.isPending) return <PendingPage />;
  if (channel.data === undefined) {
    if (channel.error instanceof ApiProblem && channel.error.status === 404) return <NotFoundPage />;
    return <ProblemAlert error={channel.error} onRetry={() => void channel.refetch()} />;
  }
  return (
    <Stack maw={860} gap="lg">
      <Anchor component={Link} to="/channels" size="sm">
        {t('backToList')}
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <Group gap="sm">
          <Title order={1} size="h2">
            {channel.data.name}
          </Title>
          <ConditionBadge condition={conditionOf(channel.data)} />
        </Group>
        {may('channels:write') && <ChannelActions channel={channel.data} />}
      </Group>
      <ChannelNotices channel={channel.data} />
      <ChannelFacts channel={channel.data} />
      <ChannelSettingsForm key={channel.data.id} channel={channel.data} mayChange={may('channels:write')} />
    </Stack>
  );
}
