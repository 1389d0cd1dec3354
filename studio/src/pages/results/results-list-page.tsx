import { Anchor, Button, Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ResultsListView } from '@core/api/results-views.js';
import { EmptyState } from '../../parts/empty-state.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { PendingPage } from '../../shell/states.js';
import { resultsListQuery } from './queries.js';
import { useFormats } from './use-formats.js';

export function ResultsListPage() {
  const { t } = useTranslation('results');
  const { data, error, refetch } = useQuery(resultsListQuery);
  if (error && !data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return (
    <>
      <PageHeader title={t('title')} about={t('about')} />
      {data.items.length === 0 ? (
        <EmptyState
          icon={<IconChartBar />}
          title={t('list.empty.title')}
          text={t('list.empty.text')}
          action={
            <Button component={Link} to="/surveys">
              {t('list.empty.action')}
            </Button>
          }
        />
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {data.items.map((flow) => (
            <FlowCard key={flow.flowId} flow={flow} />
          ))}
        </SimpleGrid>
      )}
    </>
  );
}

function FlowCard({ flow }: { flow: ResultsListView['items'][number] }) {
  const { t } = useTranslation('results');
  const formats = useFormats();
  const { flowId, title, started, ended, completed, lastStartedAt } = flow;
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Anchor component={Link} to={`/results/${flowId}`} fw={600} dir="auto">
          {title}
        </Anchor>
        {started === 0 ? (
          <Text c="dimmed">{t('list.none')}</Text>
        ) : (
          <>
            <Group gap="md">
              <Text>{t('list.responses', { count: started })}</Text>
              {ended > 0 && <Text>{t('list.completed', { share: formats.share(completed / ended) })}</Text>}
            </Group>
            {lastStartedAt !== null && (
              <Text size="sm" c="dimmed">
                {t('list.last', { when: formats.time(lastStartedAt) })}
              </Text>
            )}
          </>
        )}
      </Stack>
    </Card>
  );
}
