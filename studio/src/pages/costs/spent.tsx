import { Alert, Group, Paper, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCoins } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatementView } from '@core/api/cost-views.js';
import { EmptyState } from '../../parts/empty-state.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { costChannelsQuery, costFlowsQuery, statementQuery } from './cost-queries.js';
import { money } from './money.js';
import { MonthBars } from './month-bars.js';
import { lastMonths, monthName } from './months.js';
import { barsOf, sumsBy } from './statement-sums.js';
import { SumsTable } from './sums-table.js';

/** How far back one can look, and how many months have a bar. */
const MONTHS = 18;
const CHARTED = 6;

/** What was delivered and what it cost: of a month by channel and flow, and month by month. */
export function Spent() {
  const { t, i18n } = useTranslation('costs');
  const may = useMay();
  const months = lastMonths(new Date(), MONTHS);
  const [month, setMonth] = useState(months[0] ?? '');
  const [channelId, setChannel] = useState<string | null>(null);
  const [flowId, setFlow] = useState<string | null>(null);
  const part = { ...(channelId !== null && { channelId }), ...(flowId !== null && { flowId }) };
  const channels = useQuery({ ...costChannelsQuery, enabled: may('channels:read') });
  const flows = useQuery({ ...costFlowsQuery, enabled: may('flows:read') });
  const statement = useQuery(statementQuery(month, part));
  const charted = useQueries({ queries: months.slice(0, CHARTED).map((one) => statementQuery(one, part)) });
  const known = charted.flatMap(({ data }) => (data ? [data] : []));
  const currency = known.flatMap(({ totals }) => totals.map((total) => total.currency))[0];
  const channelName = (id: string | null) => channels.data?.find((one) => one.id === id)?.name ?? id ?? '';
  const flowName = (id: string | null) =>
    id === null ? t('spent.noFlow') : (flows.data?.find((one) => one.id === id)?.title ?? id);
  return (
    <Stack gap="lg">
      <Group align="flex-end">
        <Select
          label={t('spent.month')}
          data={months.map((value) => ({ value, label: monthName(value, i18n.language) }))}
          value={month}
          allowDeselect={false}
          onChange={(chosen) => chosen !== null && setMonth(chosen)}
        />
        <Select
          label={t('spent.channel')}
          placeholder={t('spent.all')}
          data={(channels.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={channelId}
          clearable
          clearButtonProps={{ 'aria-label': t('spent.all') }}
          onChange={setChannel}
        />
        <Select
          label={t('spent.flow')}
          placeholder={t('spent.all')}
          data={(flows.data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          value={flowId}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('spent.all') }}
          onChange={setFlow}
        />
      </Group>
      {statement.error && <ProblemAlert error={statement.error} onRetry={() => void statement.refetch()} />}
      {statement.isPending && <PendingPage />}
      {statement.data && <Totals statement={statement.data} />}
      {currency !== undefined && (
        <Paper withBorder p="md">
          <Title order={2} size="h4" mb="sm">
            {t('spent.byMonth', { currency })}
          </Title>
          <MonthBars bars={barsOf(known, currency)} currency={currency} />
        </Paper>
      )}
      {statement.data && statement.data.lines.length > 0 && (
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <SumsTable
            title={t('spent.byChannel')}
            sums={sumsBy(statement.data.lines, 'channelId')}
            nameOf={channelName}
          />
          <SumsTable title={t('spent.byFlow')} sums={sumsBy(statement.data.lines, 'flowId')} nameOf={flowName} />
        </SimpleGrid>
      )}
      {statement.data && statement.data.lines.length === 0 && (
        <EmptyState icon={<IconCoins />} title={t('spent.nothing')} text={t('spent.nothingText')} />
      )}
    </Stack>
  );
}

/** The sums of a month, and what no price list has a price for. */
function Totals({ statement: { totals, channelFees, unpricedMessages } }: { statement: StatementView }) {
  const { t, i18n } = useTranslation('costs');
  const unpricedChannels = channelFees.filter(({ fee }) => fee === null).length;
  return (
    <>
      {(unpricedMessages > 0 || unpricedChannels > 0) && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('unpriced.title')}>
          {unpricedMessages > 0 && <Text size="sm">{t('unpriced.messages', { count: unpricedMessages })}</Text>}
          {unpricedChannels > 0 && <Text size="sm">{t('unpriced.channels', { count: unpricedChannels })}</Text>}
        </Alert>
      )}
      {totals.map(({ currency, messages, whatsappFee, providerFee, channelFee, setUpFee, total }) => (
        <SimpleGrid key={currency} cols={{ base: 2, sm: 3, lg: 5 }}>
          <Figure name={t('spent.total')} said={money(total, currency, i18n.language)} />
          <Figure name={t('spent.whatsapp')} said={money(whatsappFee, currency, i18n.language)} />
          <Figure name={t('spent.provider')} said={money(providerFee, currency, i18n.language)} />
          <Figure name={t('spent.channels')} said={money(channelFee, currency, i18n.language)} />
          {setUpFee > 0 && <Figure name={t('spent.setUp')} said={money(setUpFee, currency, i18n.language)} />}
          <Figure name={t('spent.messages')} said={new Intl.NumberFormat(i18n.language).format(messages)} />
        </SimpleGrid>
      ))}
    </>
  );
}

function Figure({ name, said }: { name: string; said: string }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm">{name}</Text>
      <Text size="xl" fw={650}>
        <bdi>{said}</bdi>
      </Text>
    </Paper>
  );
}
