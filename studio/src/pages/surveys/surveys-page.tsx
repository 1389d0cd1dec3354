import { Button, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClipboardList, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/empty-state.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { CreateDialog, createDialogOpener } from './lazy-dialogs.js';
import { draftsQuery, flowsQuery } from './survey-queries.js';
import { searchRows, surveyRows } from './survey-rows.js';
import { SurveysTable } from './surveys-table.js';

/** All surveys, published or being written. */
export function SurveysPage() {
  const { t } = useTranslation('surveys');
  const may = useMay();
  const flows = useQuery(flowsQuery);
  const drafts = useQuery(draftsQuery);
  const [search, setSearch] = useState('');
  const [isCreating, creating] = useDisclosure();
  const create = may('flows:write') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={creating.open} {...createDialogOpener}>
      {t('create.action')}
    </Button>
  );
  const rows = flows.data && drafts.data ? surveyRows(flows.data.items, drafts.data.items) : undefined;
  const found = searchRows(rows ?? [], search);
  const error = flows.error ?? drafts.error;
  return (
    <>
      <PageHeader title={t('title')} about={t('about')} actions={rows && rows.length > 0 ? create : undefined} />
      {error && (
        <ProblemAlert
          error={error}
          onRetry={() => {
            void flows.refetch();
            void drafts.refetch();
          }}
        />
      )}
      {!rows && !error && <PendingPage />}
      {rows?.length === 0 && (
        <EmptyState
          icon={<IconClipboardList />}
          title={t('empty.title')}
          text={may('flows:write') ? t('empty.text') : t('empty.notYours')}
          action={create}
        />
      )}
      {rows && rows.length > 0 && (
        <Stack>
          <TextInput
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={18} aria-hidden />}
            maw={360}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          {found.length === 0 ? (
            <EmptyState icon={<IconSearch />} title={t('notFound.title')} text={t('notFound.text')} />
          ) : (
            <SurveysTable rows={found} />
          )}
        </Stack>
      )}
      <Suspense>{isCreating && <CreateDialog onClose={creating.close} />}</Suspense>
    </>
  );
}
