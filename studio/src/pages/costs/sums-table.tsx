import { Paper, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { money } from './money.js';
import type { CostSum } from './statement-sums.js';

/** What channels or flows have cost in a month. */
export function SumsTable({
  title,
  sums,
  nameOf,
}: {
  title: string;
  sums: readonly CostSum[];
  nameOf: (id: string | null) => string;
}) {
  const { t, i18n } = useTranslation('costs');
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('spent.name')}</Table.Th>
            <Table.Th ta="end">{t('spent.messages')}</Table.Th>
            <Table.Th ta="end">{t('spent.fees')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sums.map(({ id, messages, amounts, unpriced }) => (
            <Table.Tr key={id ?? ''}>
              <Table.Td>
                <bdi>{nameOf(id)}</bdi>
              </Table.Td>
              <Table.Td ta="end">{number.format(messages)}</Table.Td>
              <Table.Td ta="end">
                {[...amounts].map(([currency, amount]) => (
                  <div key={currency}>
                    <bdi>{money(amount, currency, i18n.language)}</bdi>
                  </div>
                ))}
                {unpriced > 0 && <Text size="xs">{t('unpriced.some', { count: unpriced })}</Text>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
