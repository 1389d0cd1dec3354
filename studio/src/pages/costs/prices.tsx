import { Anchor, Button, Group, Modal, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconFileImport, IconPlus, IconReceipt, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PriceListView } from '@core/api/cost-views.js';
import { addressOf, api } from '../../api/client.js';
import { EmptyState } from '../../parts/empty-state.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { PendingPage } from '../../shell/states.js';
import { costProvidersQuery, pricesQuery } from './cost-queries.js';
import { countryName, money } from './money.js';
import { monthName } from './months.js';
import { PriceImport } from './price-import.js';
import { PriceListForm } from './price-list-form.js';
import { useConfirm } from '../../parts/use-confirm.js';

/** The price lists: what a provider's numbers cost from a month on. */
export function Prices() {
  const { t } = useTranslation('costs');
  const may = useMay();
  const lists = useQuery(pricesQuery);
  const [isEntering, entering] = useDisclosure();
  const [isImporting, importing] = useDisclosure();
  const items = lists.data ?? [];
  const closeLabel = { 'aria-label': t('common:close') };
  const enter = may('costs:write') && (
    <Group gap="sm">
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={entering.open}>
        {t('prices.enter')}
      </Button>
      <Button variant="default" leftSection={<IconFileImport size={18} aria-hidden />} onClick={importing.open}>
        {t('prices.import')}
      </Button>
    </Group>
  );
  return (
    <Stack gap="lg">
      {items.length > 0 && (
        <Group justify="space-between">
          {enter}
          <Anchor href={addressOf('/costs/prices/export')} download="prices.csv" size="sm">
            <Group gap={6} component="span">
              <IconDownload size={16} aria-hidden />
              {t('prices.export')}
            </Group>
          </Anchor>
        </Group>
      )}
      {lists.error && <ProblemAlert error={lists.error} onRetry={() => void lists.refetch()} />}
      {lists.isPending && <PendingPage />}
      {lists.isSuccess && items.length === 0 && (
        <EmptyState
          icon={<IconReceipt />}
          title={t('prices.none')}
          text={may('costs:write') ? t('prices.noneText') : t('prices.noneNotYours')}
          action={enter}
        />
      )}
      {items.map((list) => (
        <PriceList key={list.id} list={list} />
      ))}
      <Modal
        opened={isEntering}
        onClose={entering.close}
        size="xl"
        title={t('prices.enter')}
        closeButtonProps={closeLabel}
      >
        <PriceListForm onEntered={entering.close} />
      </Modal>
      <Modal
        opened={isImporting}
        onClose={importing.close}
        size="lg"
        title={t('prices.import')}
        closeButtonProps={closeLabel}
      >
        <PriceImport onImported={importing.close} />
      </Modal>
    </Stack>
  );
}

/** Of thousands of prices only the first are shown; all are in the file. */
const SHOWN = 12;

function PriceList({ list }: { list: PriceListView }) {
  const { t, i18n } = useTranslation('costs');
  const ask = useConfirm();
  const may = useMay();
  const queries = useQueryClient();
  const { data: providers } = useQuery({ ...costProvidersQuery, enabled: may('channels:read') });
  const title = providers?.find(({ provider }) => provider === list.provider)?.title ?? list.provider;
  const remove = useMutation({
    mutationFn: () => api.delete(`/costs/prices/${encodeURIComponent(list.id)}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['costs'] }),
    onError: (error) =>
      notifications.show({
        closeButtonProps: { 'aria-label': t('common:close') },
        color: 'red',
        message: <ProblemAlert error={error} />,
      }),
  });
  const amount = (value: number) => <bdi>{money(value, list.currency, i18n.language)}</bdi>;
  const number = new Intl.NumberFormat(i18n.language);
  const heading = t('prices.from', { provider: title, month: monthName(list.from.slice(0, 7), i18n.language) });
  const confirm = () =>
    ask({
      title: t('prices.removeTitle', { list: heading }),
      text: t('prices.removeText'),
      confirm: t('prices.remove'),
      onConfirm: () => remove.mutate(),
    });
  const left = list.rates.length - SHOWN;
  return (
    <Paper withBorder p="md" component="section" aria-label={heading}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {heading}
        </Title>
        {may('costs:write') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={16} aria-hidden />}
            loading={remove.isPending}
            onClick={confirm}
          >
            {t('prices.remove')}
          </Button>
        )}
      </Group>
      <Text size="sm">
        {t('prices.setUp')}: {amount(list.setUp)} · {t('prices.perChannel')}: {amount(list.perChannel)} ·{' '}
        {t('prices.perMessage')}: {amount(list.perMessage)}
      </Text>
      {list.free.map(({ category, messages }) => (
        <Text key={category} size="sm">
          {t('prices.freeSaid', { category: t(`category.${category}`), messages: number.format(messages) })}
        </Text>
      ))}
      {list.rates.length === 0 ? (
        <Text size="sm" mt="xs">
          {t('prices.noRates')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={420}>
          <Table fz="sm" mt="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('prices.category')}</Table.Th>
                <Table.Th>{t('prices.countries')}</Table.Th>
                <Table.Th ta="end">{t('prices.fromMessages')}</Table.Th>
                <Table.Th ta="end">{t('prices.amount')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.rates.slice(0, SHOWN).map(({ category, countries, fromMessages, amount: rate }) => (
                <Table.Tr key={`${category} ${countries.join()} ${fromMessages}`}>
                  <Table.Td>{t(`category.${category}`)}</Table.Td>
                  <Table.Td>
                    {countries.length === 0
                      ? t('prices.everywhere')
                      : countries.map((code) => countryName(code, i18n.language)).join(', ')}
                  </Table.Td>
                  <Table.Td ta="end">{number.format(fromMessages)}</Table.Td>
                  <Table.Td ta="end">{amount(rate)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {left > 0 && <Text size="sm">{t('prices.andMore', { count: left })}</Text>}
    </Paper>
  );
}
