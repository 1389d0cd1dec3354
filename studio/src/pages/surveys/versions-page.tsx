import { Anchor, Badge, Button, Group, NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.js';
import { EmptyState } from '../../parts/empty-state.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { When } from '../../parts/when.js';
import { RestoreDialog } from './restore-dialog.js';
import { detailsQuery } from './survey-queries.js';
import { VersionDiff } from './version-diff.js';

const route = getRouteApi('/signed-in/surveys/$flowId/versions');

/** Every published version of a survey: who and when, what differs, and the way back to it. */
export function VersionsPage() {
  const { t, i18n } = useTranslation('surveys');
  const { flowId } = route.useParams();
  const may = useMay();
  const details = useQuery(detailsQuery(flowId));
  const [compared, setCompared] = useState<{ old?: string; new?: string }>({});
  const [restored, setRestored] = useState<string>();
  const back = (
    <Anchor component={Link} to={`/surveys/${flowId}`} size="sm">
      {t('versions.back')}
    </Anchor>
  );
  if (details.error instanceof ApiProblem && details.error.status === 404) {
    return (
      <>
        {back}
        <EmptyState icon={<IconHistory />} title={t('versions.none.title')} text={t('versions.none.text')} />
      </>
    );
  }
  if (details.error) return <ProblemAlert error={details.error} onRetry={() => void details.refetch()} />;
  if (!details.data) return <PendingPage />;
  const { title, version: current, versions } = details.data;
  const newer = compared.new ?? versions[0]?.version ?? '';
  const older = compared.old ?? versions[1]?.version ?? newer;
  const written = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const choices = versions.map(({ version, createdAt }) => ({
    value: version,
    label: written.format(new Date(createdAt)),
  }));
  return (
    <>
      {back}
      <PageHeader title={t('versions.title', { title })} about={t('versions.about')} />
      <Table.ScrollContainer minWidth={520}>
        <Table aria-label={t('versions.list')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('versions.when')}</Table.Th>
              <Table.Th>{t('versions.who')}</Table.Th>
              <Table.Th>{t('versions.version')}</Table.Th>
              <Table.Th>
                <span aria-hidden />
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map(({ version, createdAt, by, origin }) => (
              <Table.Tr key={version}>
                <Table.Td>
                  <When at={createdAt} />
                </Table.Td>
                <Table.Td>{by ? <bdi>{by.name}</bdi> : t('versions.byFile', { file: origin })}</Table.Td>
                <Table.Td>
                  <Group gap="xs">
                    <Text component="span" size="sm" ff="monospace" dir="ltr">
                      {version.slice(0, 8)}
                    </Text>
                    {version === current && <Badge variant="default">{t('versions.current')}</Badge>}
                  </Group>
                </Table.Td>
                <Table.Td ta="end">
                  {may('flows:write') && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('versions.restoreOf', { when: written.format(new Date(createdAt)) })}
                      onClick={() => setRestored(version)}
                    >
                      {t('versions.restore')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {versions.length > 1 && (
        <Stack mt="lg">
          <Title order={2} size="h4">
            {t('versions.compare')}
          </Title>
          <Group grow>
            <NativeSelect
              label={t('versions.older')}
              data={choices}
              value={older}
              onChange={({ currentTarget: { value } }) => setCompared((before) => ({ ...before, old: value }))}
            />
            <NativeSelect
              label={t('versions.newer')}
              data={choices}
              value={newer}
              onChange={({ currentTarget: { value } }) => setCompared((before) => ({ ...before, new: value }))}
            />
          </Group>
          <VersionDiff flowId={flowId} older={older} newer={newer} />
        </Stack>
      )}
      {restored !== undefined && (
        <RestoreDialog flowId={flowId} version={restored} onClose={() => setRestored(undefined)} />
      )}
    </>
  );
}
