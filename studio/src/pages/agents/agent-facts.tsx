import { Alert, Paper, Table, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AgentLinkView } from '@core/api/agent-views.js';
import { agentKindsQuery } from './agent-queries.js';
import { settingFields } from './setting-fields.js';
import { useKindWords } from './use-kind-words.js';

/** How the agent is linked, and what is wrong with it. */
export function AgentFacts({ agent }: { agent: AgentLinkView }) {
  const { t, i18n } = useTranslation('agents');
  const { data: kinds } = useQuery(agentKindsQuery);
  const { titleOf, fieldOf } = useKindWords();
  const kind = kinds?.find((known) => known.kind === agent.kind);
  const fields = kind?.settings ? settingFields(kind.settings).map((field) => fieldOf(agent.kind, field)) : [];
  const labelOf = (name: string): string =>
    fields.find((field) => field.name === name)?.label ?? t(`settings.${name}`, { defaultValue: name });
  const number = new Intl.NumberFormat(i18n.language);
  const facts: [name: string, said: string][] = [
    [t('facts.kind'), titleOf(agent.kind, kind?.title)],
    [t('facts.id'), agent.id],
    ...Object.entries(agent.settings).map(([name, value]): [string, string] => [labelOf(name), written(value)]),
    ...(agent.secretHint === null ? [] : [[t('facts.secret'), agent.secretHint] as [string, string]]),
    [t('facts.perMinute'), number.format(agent.limits.perMinute)],
    [t('facts.deadline'), t('facts.seconds', { count: agent.limits.deadlineMs / 1_000 })],
    [t('facts.voice'), t(agent.limits.voice ? 'facts.yes' : 'facts.no')],
  ];
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="agent-facts">
      <Title order={2} size="h4" mb="sm" id="agent-facts">
        {t('facts.title')}
      </Title>
      {agent.stateReason !== null && (
        <Alert color="red" mb="sm" icon={<IconAlertTriangle aria-hidden />} title={t('state.broken')}>
          {agent.stateReason}
        </Alert>
      )}
      <Table fz="sm" withRowBorders={false} layout="fixed">
        <Table.Tbody>
          {facts.map(([name, said]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>
                <bdi>{said}</bdi>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
