import { Anchor, Grid, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { NotFoundPage, PendingPage } from '../../shell/states.js';
import { AgentActions } from './agent-actions.js';
import { AgentFacts } from './agent-facts.js';
import { AgentUses } from './agent-uses.js';
import { agentQuery } from './agent-queries.js';
import { AgentState } from './agent-state.js';
import { TestChat } from './test-chat.js';

/** One linked agent: talk to it, see how it is linked and who uses it. */
export function AgentPage() {
  const { t } = useTranslation('agents');
  const { agentId } = useParams({ from: '/signed-in/agents/$agentId' });
  const may = useMay();
  const agent = useQuery(agentQuery(agentId));
  if (agent.isPending) return <PendingPage />;
  if (agent.data === undefined) {
    if (agent.error instanceof ApiProblem && agent.error.status === 404) return <NotFoundPage />;
    return <ProblemAlert error={agent.error} onRetry={() => void agent.refetch()} />;
  }
  const link = agent.data;
  return (
    <Stack gap="lg">
      <Anchor component={Link} to="/agents" size="sm">
        {t('backToList')}
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <Group gap="sm">
          <Title order={1} size="h2">
            {link.title}
          </Title>
          <AgentState state={link.state} />
        </Group>
        {may('agents:write') && <AgentActions agent={link} />}
      </Group>
      <Grid gap="lg">
        {may('agents:write') && (
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <TestChat key={`${link.id} ${link.updatedAt}`} agent={link} />
          </Grid.Col>
        )}
        <Grid.Col span={{ base: 12, lg: may('agents:write') ? 5 : 12 }}>
          <Stack>
            <AgentFacts agent={link} />
            <AgentUses agent={link} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
