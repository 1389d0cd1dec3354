import { Anchor, Button, List, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMessagePlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AgentLinkView } from '@core/api/agent-views.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { agentUsesQuery } from './agent-queries.js';
import { ConversationForm } from './conversation-form.js';

/** The surveys and talks that hand over to the agent, and the channels that begin with it. */
export function AgentUses({ agent }: { agent: AgentLinkView }) {
  const { t } = useTranslation('agents');
  const may = useMay();
  const uses = useQuery(agentUsesQuery(agent.id));
  const [isMaking, making] = useDisclosure();
  const { flows = [], channels = [] } = uses.data ?? {};
  const talks = flows.filter(({ kind }) => kind === 'conversation');
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="agent-uses">
      <Title order={2} size="h4" mb="sm" id="agent-uses">
        {t('uses.title')}
      </Title>
      <Stack gap="sm" align="flex-start">
        {uses.error && <ProblemAlert error={uses.error} onRetry={() => void uses.refetch()} />}
        {uses.isSuccess && flows.length === 0 && <Text size="sm">{t('uses.none')}</Text>}
        {flows.length > 0 && (
          <List size="sm">
            {flows.map(({ flowId, title, kind, steps }) => (
              <List.Item key={flowId}>
                <Anchor component={Link} to={`/surveys/${flowId}`} size="sm" underline="always">
                  {title}
                </Anchor>{' '}
                ({t(`uses.${kind}`)}; {t('uses.steps', { count: steps.length })} <bdi>{steps.join(', ')}</bdi>)
              </List.Item>
            ))}
          </List>
        )}
        {channels.length > 0 && (
          <>
            <Text size="sm">{t('uses.channels')}</Text>
            <List size="sm">
              {channels.map(({ channelId, name }) => (
                <List.Item key={channelId}>
                  <Anchor component={Link} to={`/channels/${channelId}`} size="sm" underline="always">
                    {name}
                  </Anchor>
                </List.Item>
              ))}
            </List>
          </>
        )}
        {uses.isSuccess && channels.length === 0 && <Text size="sm">{t('uses.noChannel')}</Text>}
        {uses.isSuccess && (may('flows:publish') || may('channels:write')) && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconMessagePlus size={16} aria-hidden />}
            onClick={making.open}
          >
            {t('uses.everybody')}
          </Button>
        )}
      </Stack>
      <Modal
        opened={isMaking}
        onClose={making.close}
        title={t('uses.everybody')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <ConversationForm agent={agent} talks={talks} onDone={making.close} />
      </Modal>
    </Paper>
  );
}
