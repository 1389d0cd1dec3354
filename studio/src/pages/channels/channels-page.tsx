import { Anchor, Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconDeviceMobile, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '@core/api/views.js';
import { EmptyState } from '../../parts/empty-state.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { conditionOf, worriesOf } from './channel-condition.js';
import { channelsQuery, providersQuery } from './channel-queries.js';
import { ConditionBadge } from './condition-badge.js';

/** The connected numbers and how they do. */
export function ChannelsPage() {
  const { t } = useTranslation('channels');
  const may = useMay();
  const channels = useQuery({ ...channelsQuery, refetchInterval: 60_000 });
  const connect = may('channels:write') && (
    <Button component={Link} to="/channels/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('connect')}
    </Button>
  );
  const items = channels.data ?? [];
  return (
    <>
      <PageHeader title={t('title')} about={t('about')} actions={items.length > 0 ? connect : undefined} />
      {channels.error && <ProblemAlert error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.isPending && <PendingPage />}
      {channels.isSuccess && items.length === 0 && (
        <EmptyState
          icon={<IconDeviceMobile />}
          title={t('empty.title')}
          text={may('channels:write') ? t('empty.text') : t('empty.notYours')}
          action={connect}
        />
      )}
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
        {items.map((channel) => (
          <ChannelCard key={channel.id} channel={channel} />
        ))}
      </SimpleGrid>
    </>
  );
}

function ChannelCard({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('channels');
  const providers = useQuery(providersQuery);
  const provider = providers.data?.find((known) => known.provider === channel.provider);
  const worries = worriesOf(channel);
  return (
    <Paper withBorder p="md" component="article" aria-label={channel.name}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h4" lineClamp={2}>
            <Anchor component={Link} to={`/channels/${channel.id}`} inherit>
              {channel.name}
            </Anchor>
          </Title>
          <ConditionBadge condition={conditionOf(channel)} />
        </Group>
        <Text size="sm">
          {provider?.title ?? channel.provider}
          {channel.phoneNumber !== null && (
            <>
              {' · '}
              <bdi dir="ltr">{channel.phoneNumber}</bdi>
            </>
          )}
        </Text>
        {channel.stateReason !== null && <Text size="sm">{channel.stateReason}</Text>}
        <Group gap="xs">
          {channel.health?.quality && (
            <Badge variant="default" fw={500}>
              {t(`quality.${channel.health.quality}`)}
            </Badge>
          )}
          {worries > 0 && (
            <Badge
              variant="default"
              fw={500}
              leftSection={<IconAlertTriangle size={14} color="var(--mantine-color-orange-6)" aria-hidden />}
            >
              {t('worries', { count: worries })}
            </Badge>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
