import { Anchor, Button, Card, Group, Progress, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconMessage2Question, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReadingView, ResultsView } from '@core/results/summary/summary-views.js';
import { EmptyState } from '../../parts/empty-state.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { PendingPage } from '../../shell/states.js';
import { LazyColumns } from './charts/lazy-columns.js';
import { DropOff } from './drop-off.js';
import { ExportMenu } from './export/export-menu.js';
import { filterOf, withFilter, type ResultsFilter } from './filter.js';
import { Filters } from './filters.js';
import { NoResponses } from './no-responses.js';
import { isReading, resultsQuery } from './queries.js';
import { QuestionCard } from './question-card.js';
import classes from './results-page.module.css';
import { ResponsesList } from './responses/responses-list.js';
import { Totals } from './totals.js';
import { useFormats } from './use-formats.js';

const HERE = '/signed-in/results/$flowId';

export function ResultsPage() {
  const { flowId } = useParams({ from: HERE });
  const filter = filterOf(useSearch({ from: HERE }));
  const { data, error, refetch } = useQuery(resultsQuery(flowId, filter));
  if (error && !data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return isReading(data) ? <Reading reading={data} /> : <Results flowId={flowId} filter={filter} results={data} />;
}

function Reading({ reading: { progress } }: { reading: ReadingView }) {
  const { t } = useTranslation('results');
  const { count } = useFormats();
  const said = t('reading.text', { read: count(progress.read), total: count(progress.total) });
  return (
    <Stack role="status">
      <Title order={1} size="h2">
        {t('reading.title')}
      </Title>
      <Text>{said}</Text>
      <Progress
        aria-label={t('reading.title')}
        value={progress.total === 0 ? 0 : (100 * progress.read) / progress.total}
      />
    </Stack>
  );
}

function Results({ flowId, filter, results }: { flowId: string; filter: ResultsFilter; results: ResultsView }) {
  const { t } = useTranslation('results');
  const search = useSearch({ from: HERE });
  const navigate = useNavigate({ from: '/results/$flowId' });
  const isFiltered = Object.keys(filter).length > 0;
  const go = (to: Record<string, string>) => void navigate({ search: to, replace: true });
  const hasNothing = results.started === 0 && !isFiltered;
  return (
    <>
      <Anchor component={Link} to="/results" size="sm">
        {t('all')}
      </Anchor>
      <PageHeader
        // A name in another direction of writing keeps its own.
        title={<bdi>{results.title}</bdi>}
        actions={
          !hasNothing && (
            <Group gap="xs" className={classes['screenOnly'] ?? ''}>
              <Button
                variant="default"
                leftSection={<IconPrinter size={18} aria-hidden />}
                onClick={() => window.print()}
              >
                {t('print')}
              </Button>
              <ExportMenu flowId={flowId} filter={filter} />
            </Group>
          )
        }
      />
      {hasNothing ? (
        <NoResponses flowId={flowId} />
      ) : (
        <Stack gap="md">
          <div className={classes['screenOnly']}>
            <Filters
              filter={filter}
              choices={results.choices}
              onChange={(name, value) => go(withFilter(search, name, value))}
            />
          </div>
          {results.started === 0 ? (
            <EmptyState
              icon={<IconMessage2Question />}
              title={t('nothing')}
              text=""
              action={<Button onClick={() => go({})}>{t('clear')}</Button>}
            />
          ) : (
            <Tabs
              value={search['tab'] === 'responses' ? 'responses' : 'overview'}
              onChange={(tab) => go(tab === 'responses' ? { ...search, tab } : withoutTab(search))}
              keepMounted={false}
            >
              <Tabs.List mb="md" className={classes['screenOnly'] ?? ''}>
                <Tabs.Tab value="overview">{t('tabs.overview')}</Tabs.Tab>
                <Tabs.Tab value="responses">{t('tabs.responses')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="overview">
                <Overview flowId={flowId} filter={filter} results={results} />
              </Tabs.Panel>
              <Tabs.Panel value="responses">
                <ResponsesList flowId={flowId} filter={filter} questions={results.questions} />
              </Tabs.Panel>
            </Tabs>
          )}
        </Stack>
      )}
    </>
  );
}

function Overview({ flowId, filter, results }: { flowId: string; filter: ResultsFilter; results: ResultsView }) {
  const { t } = useTranslation('results');
  const { day, count } = useFormats();
  return (
    <Stack gap="md" className={classes['paper'] ?? ''}>
      <Totals results={results} />
      {results.days.length > 1 && (
        <Card withBorder>
          <Title order={2} size="h4" mb="xs">
            {t('days.title')}
          </Title>
          <LazyColumns
            caption={t('days.title')}
            heads={[t('days.day'), t('days.started'), t('days.completed')]}
            points={results.days.map(({ day: name, started, completed }) => ({
              label: day(name),
              values: [started, completed],
            }))}
            format={count}
          />
        </Card>
      )}
      <DropOff results={results} />
      {results.questions.map((question) => (
        <QuestionCard key={question.id} flowId={flowId} question={question} filter={filter} />
      ))}
    </Stack>
  );
}

function withoutTab({ tab: _, ...search }: Record<string, string>): Record<string, string> {
  return search;
}
