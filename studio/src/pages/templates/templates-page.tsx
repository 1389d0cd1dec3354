import { Anchor, Button, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconMessage2Check, IconPlus, IconRefresh, IconSearch } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TEMPLATE_STATUSES } from '@core/templates/template-status.js';
import type { Template } from '@core/templates/template.js';
import { api } from '../../api/client.js';
import { EmptyState } from '../../parts/empty-state.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { languageName } from '../../template-picker/language-name.js';
import { templatesQuery } from '../../template-picker/templates-query.js';
import { channelsQuery } from '../channels/channel-queries.js';
import { DriftList } from './drift-list.js';
import { StatusBadge } from './status-badge.js';
import { driftOf } from './template-queries.js';

/** The catalogue of a channel, and what is wrong with what flows need of it. */
export function TemplatesPage() {
  const { t } = useTranslation('templates');
  const may = useMay();
  const navigate = useNavigate();
  const { channel } = useSearch({ from: '/signed-in/templates' });
  const channels = useQuery(channelsQuery);
  const channelId = channel ?? channels.data?.[0]?.id ?? '';
  const templates = useQuery(templatesQuery(channelId));
  const drift = useQuery(driftOf(channelId));

  if (channels.isPending) return <PendingPage />;
  if (channels.error) return <ProblemAlert error={channels.error} onRetry={() => void channels.refetch()} />;
  if (channels.data.length === 0) {
    return (
      <>
        <PageHeader title={t('title')} about={t('about')} />
        <EmptyState icon={<IconMessage2Check />} title={t('noChannel.title')} text={t('noChannel.text')} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        about={t('about')}
        actions={
          <>
            {may('channels:write') && <Synchronise channelId={channelId} />}
            {may('templates:write') && (
              <Button
                component={Link}
                to={`/templates/${encodeURIComponent(channelId)}/new`}
                leftSection={<IconPlus size={18} aria-hidden />}
              >
                {t('new')}
              </Button>
            )}
          </>
        }
      />
      <Stack>
        <Select
          label={t('channel')}
          maw={360}
          allowDeselect={false}
          value={channelId}
          data={channels.data.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => void navigate({ to: '/templates', search: { channel: id ?? '' } })}
        />
        {drift.error && <ProblemAlert error={drift.error} onRetry={() => void drift.refetch()} />}
        {drift.data !== undefined && drift.data.length > 0 && (
          <section aria-labelledby="drift">
            <Title order={2} size="h4" mb="sm" id="drift">
              {t('drift')}
            </Title>
            <DriftList drift={drift.data} channelId={channelId} />
          </section>
        )}
        {templates.error && <ProblemAlert error={templates.error} onRetry={() => void templates.refetch()} />}
        {templates.isPending && <PendingPage />}
        {templates.isSuccess && <Catalogue channelId={channelId} templates={templates.data} />}
      </Stack>
    </>
  );
}

function Synchronise({ channelId }: { channelId: string }) {
  const { t } = useTranslation('templates');
  const queries = useQueryClient();
  const refresh = useMutation({
    mutationFn: () => api.post(`/channels/${encodeURIComponent(channelId)}/refresh`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['templates'] }),
  });
  return (
    <Stack gap={4}>
      <Button
        variant="default"
        leftSection={<IconRefresh size={18} aria-hidden />}
        loading={refresh.isPending}
        onClick={() => refresh.mutate()}
      >
        {t('synchronise')}
      </Button>
      {refresh.error && <ProblemAlert error={refresh.error} />}
    </Stack>
  );
}

function Catalogue({ channelId, templates }: { channelId: string; templates: readonly Template[] }) {
  const { t, i18n } = useTranslation('templates');
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<string | null>(null);
  if (templates.length === 0) {
    return <EmptyState icon={<IconMessage2Check />} title={t('empty.title')} text={t('empty.text')} />;
  }
  const wanted = search.trim().toLowerCase();
  const shown = templates.filter(
    (template) =>
      (status === null || template.status === status) &&
      [template.name, template.body].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <Stack>
      <Group align="flex-end">
        <TextInput
          label={t('common:search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          label={t('column.status')}
          placeholder={t('anyStatus')}
          clearable
          clearButtonProps={{ 'aria-label': t('anyStatus') }}
          value={status}
          data={TEMPLATE_STATUSES.map((one) => ({ value: one, label: t(`status.${one}`) }))}
          onChange={setStatus}
        />
      </Group>
      <Text role="status" size="sm" c="dimmed">
        {t('shown', { count: shown.length })}
      </Text>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {(['name', 'language', 'category', 'status', 'quality'] as const).map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((template) => (
              <Table.Tr key={`${template.name} ${template.language}`}>
                <Table.Th scope="row">
                  <Anchor
                    component={Link}
                    to={`/templates/${encodeURIComponent(channelId)}/${encodeURIComponent(template.name)}`}
                    size="sm"
                  >
                    <bdi>{template.name}</bdi>
                  </Anchor>
                  <Text size="xs" c="dimmed" lineClamp={1} dir="auto" maw={360}>
                    {template.body}
                  </Text>
                </Table.Th>
                <Table.Td>{languageName(template.language, i18n.language)}</Table.Td>
                <Table.Td>{t(`category.${template.category}`)}</Table.Td>
                <Table.Td>
                  <StatusBadge status={template.status} />
                </Table.Td>
                <Table.Td>{template.quality ?? '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
