import { Anchor, Button, Group, Modal, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconRobot } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentLinkView } from '@core/api/agent-views.js';
import { EmptyState } from '../../parts/empty-state.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { agentKindsQuery, agentsQuery } from './agent-queries.js';
import { AgentState } from './agent-state.js';
import { LinkForm, linkFormOpener } from './lazy-link-form.js';
import { useKindWords } from './use-kind-words.js';

/** The linked agents, and what is wrong with them. */
export function AgentsPage() {
  const { t } = useTranslation('agents');
  const may = useMay();
  const navigate = useNavigate();
  const agents = useQuery(agentsQuery);
  const [isLinking, linking] = useDisclosure();
  const link = may('agents:write') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={linking.open} {...linkFormOpener}>
      {t('link')}
    </Button>
  );
  const items = agents.data ?? [];
  return (
    <>
      <PageHeader title={t('title')} about={t('about')} actions={items.length > 0 ? link : undefined} />
      {agents.error && <ProblemAlert error={agents.error} onRetry={() => void agents.refetch()} />}
      {agents.isPending && <PendingPage />}
      {agents.isSuccess && items.length === 0 && (
        <EmptyState
          icon={<IconRobot />}
          title={t('empty.title')}
          text={may('agents:write') ? t('empty.text') : t('empty.notYours')}
          action={link}
        />
      )}
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
        {items.map((agent) => (
          <AgentCard key={agent.id} agent={agent} />
        ))}
      </SimpleGrid>
      <Modal
        opened={isLinking}
        onClose={linking.close}
        size="lg"
        title={t('link')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <Suspense fallback={<PendingPage />}>
          <LinkForm onSaved={({ id }) => void navigate({ to: '/agents/$agentId', params: { agentId: id } })} />
        </Suspense>
      </Modal>
    </>
  );
}

function AgentCard({ agent }: { agent: AgentLinkView }) {
  const { t } = useTranslation('agents');
  const { titleOf } = useKindWords();
  const { data: kinds } = useQuery(agentKindsQuery);
  const kind = titleOf(agent.kind, kinds?.find((known) => known.kind === agent.kind)?.title);

  return (
    <Paper withBorder p="md" component="article" aria-label={agent.title}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h4" lineClamp={2}>
            <Anchor component={Link} to={`/agents/${agent.id}`} inherit>
              {agent.title}
            </Anchor>
          </Title>
          <AgentState state={agent.state} />
        </Group>
        <Text size="sm">
          {kind}
          {agent.title !== agent.id && (
            <>
              {' · '}
              <bdi>{agent.id}</bdi>
            </>
          )}
        </Text>
        {agent.stateReason !== null && <Text size="sm">{agent.stateReason}</Text>}
        {agent.source === 'file' && <Text size="sm">{t('fromFile')}</Text>}
      </Stack>
    </Paper>
  );
}
