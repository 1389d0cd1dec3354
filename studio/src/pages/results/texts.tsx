import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../parts/problem-alert.js';
import type { ResultsFilter } from './filter.js';
import classes from './texts.module.css';
import { isReading, textsQuery } from './queries.js';
import { useFormats } from './use-formats.js';

/** What people wrote, the newest first, with a search. */
export function Texts({ flowId, question, filter }: { flowId: string; question: string; filter: ResultsFilter }) {
  const { t } = useTranslation('results');
  const { time } = useFormats();
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search.trim(), 300);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isSuccess } = useInfiniteQuery(
    textsQuery(flowId, question, filter, sought),
  );
  const items = (data?.pages ?? []).flatMap((page) => (isReading(page) ? [] : page.items));
  return (
    <Stack gap="sm">
      <TextInput
        label={t('texts.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        maxLength={200}
      />
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <div role="status">{isSuccess && items.length === 0 && <Text c="dimmed">{t('texts.none')}</Text>}</div>
      {items.length > 0 && (
        <Table aria-label={t('texts.table')} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('texts.answer')}</Table.Th>
              <Table.Th scope="col" w="32%">
                {t('texts.when')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(({ responseId, text, at, language }) => (
              <Table.Tr key={responseId}>
                <Table.Td dir="auto" lang={language}>
                  <Text inherit className={classes['text'] ?? ''}>
                    {text}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Text size="sm" c="dimmed">
                    {time(at)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {hasNextPage && (
        <Group>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {sought === '' ? t('common:more') : t('texts.further')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
