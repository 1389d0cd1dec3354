import { Badge, Button, Code, Collapse, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { AgentAnswerView } from '@core/api/agent-views.js';
import classes from './answer-details.module.css';

/** What the agent understood: intent, how sure it is, contexts and values; its whole answer on demand. */
export function AnswerDetails({ answer, isEmpty }: { answer: AgentAnswerView; isEmpty: boolean }) {
  const { t, i18n } = useTranslation('agents');
  const [isRaw, raw] = useDisclosure();
  const { reply, tookMs } = answer;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  const parameters = Object.entries(reply.parameters);
  return (
    <Paper withBorder p="xs" className={classes.details ?? ''}>
      <Stack gap={6}>
        <Group gap="xs">
          <Badge variant="default" fw={500}>
            {t(`match.${reply.match}`)}
          </Badge>
          {reply.intent !== undefined && (
            <Text size="sm" fw={600}>
              <bdi>{reply.intent}</bdi>
            </Text>
          )}
          {reply.confidence !== undefined && (
            <Text size="sm">{t('chat.confidence', { percent: percent.format(reply.confidence) })}</Text>
          )}
          <Text size="sm">{t('chat.took', { ms: new Intl.NumberFormat(i18n.language).format(tookMs) })}</Text>
        </Group>
        {isEmpty && <Text size="sm">{t('chat.silent')}</Text>}
        {reply.slotFilling && <Text size="sm">{t('chat.slotFilling')}</Text>}
        {reply.ended && <Text size="sm">{t('chat.ended')}</Text>}
        {reply.person !== undefined && <Text size="sm">{t('chat.person')}</Text>}
        {reply.startFlow !== undefined && (
          <Text size="sm">{t('chat.startFlow', { flow: reply.startFlow.flowId })}</Text>
        )}
        {reply.giveBack !== undefined && <Text size="sm">{t('chat.giveBack')}</Text>}
        {reply.webhookFailed !== undefined && (
          <Text size="sm">{t('chat.webhookFailed', { reason: reply.webhookFailed })}</Text>
        )}
        {reply.skipped.length > 0 && <Text size="sm">{t('chat.skipped', { kinds: reply.skipped.join(', ') })}</Text>}
        {reply.contexts.length > 0 && (
          <Text size="sm">
            {t('chat.contexts')}{' '}
            {reply.contexts.map(({ name, lifespan }) => (
              <Code key={name} dir="ltr" me={4}>
                {name} ({lifespan})
              </Code>
            ))}
          </Text>
        )}
        {parameters.length > 0 && (
          <Text size="sm">
            {t('chat.parameters')}{' '}
            {parameters.map(([name, value]) => (
              <Code key={name} dir="ltr" me={4}>
                {name} = {JSON.stringify(value)}
              </Code>
            ))}
          </Text>
        )}
        <Group>
          <Button size="compact-sm" variant="subtle" aria-expanded={isRaw} onClick={raw.toggle}>
            {isRaw ? t('chat.hideRaw') : t('chat.raw')}
          </Button>
        </Group>
        <Collapse expanded={isRaw}>
          <Code block dir="ltr" tabIndex={0} aria-label={t('chat.raw')}>
            {JSON.stringify(reply, null, 2)}
          </Code>
        </Collapse>
      </Stack>
    </Paper>
  );
}
