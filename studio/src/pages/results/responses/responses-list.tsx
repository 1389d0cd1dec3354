import { Badge, Button, Card, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowResponsesView } from '@core/api/results-views.js';
import type { QuestionResults } from '@core/results/summary/summary-views.js';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { PendingPage } from '../../../shell/states.js';
import type { ResultsFilter } from '../filter.js';
import { isReading, responsesQuery } from '../queries.js';
import { useFormats } from '../use-formats.js';
import { ResponseDrawer } from './response-drawer.js';

export type ListedResponse = FlowResponsesView['items'][number];

/** Responses one by one; new ones come by themselves. */
export function ResponsesList({
  flowId,
  filter,
  questions,
}: {
  flowId: string;
  filter: ResultsFilter;
  questions: readonly QuestionResults[];
}) {
  const { t } = useTranslation('results');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    responsesQuery(flowId, filter),
  );
  const [openId, setOpenId] = useState<string>();
  const pages = (data?.pages ?? []).flatMap((page) => (isReading(page) ? [] : [page]));
  const first = pages[0];
  if (error && !first) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!first) return <PendingPage />;
  // One that started meanwhile pushes another over to the next page, until that one is read again.
  const items = [...new Map(pages.flatMap((page) => page.items).map((item) => [item.id, item])).values()];
  return (
    <Stack gap="sm">
      <Group gap="md" role="status">
        <Text fw={600}>{t('responses.total', { count: first.total })}</Text>
        <Text c="dimmed" size="sm">
          {t('responses.live')}
        </Text>
      </Group>
      {items.map((response) => (
        <ResponseRow key={response.id} response={response} onOpen={() => setOpenId(response.id)} />
      ))}
      {hasNextPage && (
        <Group>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('common:more')}
          </Button>
        </Group>
      )}
      <ResponseDrawer
        response={items.find(({ id }) => id === openId)}
        questions={questions}
        onClose={() => setOpenId(undefined)}
      />
    </Stack>
  );
}

function ResponseRow({ response, onOpen }: { response: ListedResponse; onOpen: () => void }) {
  const { t } = useTranslation('results');
  const { time, languageName } = useFormats();
  const answered = Object.values(response.answers).filter(({ value }) => value !== null).length;
  const outcome = response.status === 'active' ? 'active' : (response.disposition ?? 'failed');
  return (
    <Card withBorder padding={0}>
      <UnstyledButton p="sm" onClick={onOpen}>
        <Group justify="space-between" gap="xs">
          <Text fw={500}>{t('responses.open', { when: time(response.startedAt) })}</Text>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {t('responses.answered', { count: answered })}
            </Text>
            <Text size="sm" c="dimmed">
              {languageName(response.language)}
            </Text>
            <Badge variant="default">{t(`disposition.${outcome}`)}</Badge>
          </Group>
        </Group>
      </UnstyledButton>
    </Card>
  );
}
