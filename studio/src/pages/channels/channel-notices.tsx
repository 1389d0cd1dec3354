import { Alert, List, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelView, FindingView } from '@core/api/views.js';
import { useMay } from '../../session/session.js';
import { channelTemplatesQuery } from './channel-queries.js';
import { When } from '../../parts/when.js';

/** What a person should look at: why it was stopped, what the provider says, what flows need and it lacks. */
export function ChannelNotices({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('channels');
  const may = useMay();
  const templates = useQuery({ ...channelTemplatesQuery(channel.id), enabled: may('templates:read') });
  const findings = templates.data?.findings ?? [];
  const problems = channel.health?.problems ?? [];
  return (
    <Stack gap="sm">
      {channel.state === 'stopped' && (
        <Alert color="red" icon={<IconPlayerPause aria-hidden />} title={t('notices.stopped')} role="alert">
          {channel.stateReason}
        </Alert>
      )}
      {problems.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('notices.health')}>
          <List size="sm">
            {problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {channel.notices.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('notices.title')}>
          <Stack gap="xs">
            {channel.notices.toReversed().map(({ at, code, text }) => (
              <Text key={`${at} ${code}`} size="sm">
                {text}{' '}
                <Text span size="xs">
                  (<When at={at} />, {t('notices.code', { code })})
                </Text>
              </Text>
            ))}
          </Stack>
        </Alert>
      )}
      {findings.length > 0 && <Findings findings={findings} />}
    </Stack>
  );
}

/** Of hundreds only the first are read. */
const SHOWN = 6;

function Findings({ findings }: { findings: readonly FindingView[] }) {
  const { t } = useTranslation('channels');
  const left = findings.length - SHOWN;
  return (
    <details>
      <Title component="summary" order={2} size="h5">
        {t('notices.flows', { count: findings.length })}
      </Title>
      <List size="sm" mt="xs">
        {findings.slice(0, SHOWN).map(({ message, mend, file, line, path }) => (
          <List.Item key={`${file} ${line} ${path} ${message}`}>
            {file}: {message}
            {mend !== undefined && <Text size="xs">{mend}</Text>}
          </List.Item>
        ))}
      </List>
      {left > 0 && <Text size="sm">{t('notices.andMore', { count: left })}</Text>}
    </details>
  );
}
