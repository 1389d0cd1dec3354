import { Anchor, Button, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconSend, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { languageName } from '../../template-picker/language-name.js';
import { TemplateBubble } from '../../template-picker/template-bubble.js';
import { When } from '../../parts/when.js';
import { DriftList } from './drift-list.js';
import { SiteLine } from './site-line.js';
import { changedTo } from './changed-to.js';
import { StatusBadge } from './status-badge.js';
import { pathOf, templateOf, type Details } from './template-queries.js';
import { useConfirm } from '../../parts/use-confirm.js';

/** One template in all its languages: how it looks, its past, where it is needed. */
export function TemplatePage() {
  const { t } = useTranslation('templates');
  const { channelId, name } = useParams({ from: '/signed-in/templates/$channelId/$name' });
  const may = useMay();
  const template = useQuery(templateOf(channelId, name));
  if (template.isPending) return <PendingPage />;
  if (template.error) return <ProblemAlert error={template.error} onRetry={() => void template.refetch()} />;
  const { variants, usedBy, drift } = template.data;
  return (
    <>
      <Anchor component={Link} to={`/templates?channel=${encodeURIComponent(channelId)}`} size="sm">
        {t('backToList')}
      </Anchor>
      <PageHeader
        title={<bdi>{name}</bdi>}
        actions={
          may('templates:write') &&
          variants.length > 0 && <Remove channelId={channelId} name={name} isUsed={usedBy.length > 0} />
        }
      />
      <Stack>
        <DriftList drift={drift} />
        {variants.length === 0 && <Text>{t('notThere')}</Text>}
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          {variants.map((variant) => (
            <Variant key={variant.language} channelId={channelId} variant={variant} />
          ))}
        </SimpleGrid>
        <section aria-labelledby="used-by">
          <Title order={2} size="h4" mb="xs" id="used-by">
            {t('usedBy')}
          </Title>
          {usedBy.length === 0 ? (
            <Text c="dimmed">{t('unused')}</Text>
          ) : (
            <List size="sm">
              {usedBy.map((site) => (
                <List.Item key={`${site.flowId} ${site.version} ${site.path}`}>
                  <SiteLine site={site} />
                </List.Item>
              ))}
            </List>
          )}
        </section>
      </Stack>
    </>
  );
}

function Variant({ channelId, variant }: { channelId: string; variant: Details['variants'][number] }) {
  const { t, i18n } = useTranslation('templates');
  const may = useMay();
  const queries = useQueryClient();
  const { name, language, status, statusDetail, category, quality, preview, history, upcoming, goneSince } = variant;
  const submit = useMutation({
    mutationFn: () => api.post(`${pathOf(channelId, name)}/submit`, { language }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['templates'] }),
  });
  return (
    <Paper withBorder p="md" component="article" aria-label={languageName(language, i18n.language)}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {languageName(language, i18n.language)}
          </Title>
          <StatusBadge status={status} />
        </Group>
        <Text size="sm" c="dimmed">
          {t(`category.${category}`)}
          {quality !== undefined && ` · ${t('column.quality')}: ${quality}`}
        </Text>
        {statusDetail !== undefined && statusDetail.toLowerCase() !== status && (
          <Text size="sm" dir="auto">
            {statusDetail}
          </Text>
        )}
        {goneSince !== null && (
          <Text size="sm">
            {t('gone')} <When at={goneSince} />
          </Text>
        )}
        <TemplateBubble preview={preview} />
        {status === 'unsubmitted' && may('templates:write') && (
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            loading={submit.isPending}
            onClick={() => submit.mutate()}
          >
            {t('submit')}
          </Button>
        )}
        {submit.error && <ProblemAlert error={submit.error} />}
        {upcoming.map((change) => (
          <Text size="sm" key={`${change.toldAt} ${change.what}`}>
            {t('announced', { what: t(`what.${change.what}`), to: changedTo(change.what, change.to, t) })}{' '}
            {change.at !== null && <When at={change.at} />}
          </Text>
        ))}
        {history.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {t('history')}
            </Text>
            <List size="sm">
              {history.map((entry) => (
                <List.Item key={`${entry.at} ${entry.what}`}>
                  <When at={entry.at} />
                  {`: ${t(`what.${entry.what}`)} `}
                  {entry.from === undefined ? (
                    <bdi>{changedTo(entry.what, entry.to, t)}</bdi>
                  ) : (
                    t('fromTo', {
                      from: changedTo(entry.what, entry.from, t),
                      to: changedTo(entry.what, entry.to, t),
                    })
                  )}
                </List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
    </Paper>
  );
}

function Remove({ channelId, name, isUsed }: { channelId: string; name: string; isUsed: boolean }) {
  const { t } = useTranslation('templates');
  const confirm = useConfirm();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.delete(pathOf(channelId, name), isUsed ? { evenIfUsed: true } : {}),
    onSuccess: async () => {
      await navigate({ to: '/templates', search: { channel: channelId } });
      await queries.invalidateQueries({ queryKey: ['templates'] });
    },
  });
  const ask = () =>
    confirm({
      title: t('remove.title', { name }),
      text: isUsed ? t('remove.used') : t('remove.text'),
      confirm: t('common:delete'),
      onConfirm: () => remove.mutate(),
    });
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={remove.isPending}
        onClick={ask}
      >
        {t('common:delete')}
      </Button>
      {remove.error instanceof ApiProblem && <ProblemAlert error={remove.error} />}
    </Stack>
  );
}
