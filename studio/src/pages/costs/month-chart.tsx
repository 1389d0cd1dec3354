import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Table, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { money } from './money.js';
import { monthName } from './months.js';
import type { MonthBar } from './statement-sums.js';

/** Months as stacked bars; who does not see them gets the figures as a table. */
export function MonthChart({ bars, currency }: { bars: readonly MonthBar[]; currency: string }) {
  const { t, i18n } = useTranslation('costs');
  const series = [
    { name: 'whatsapp' as const, color: 'leaf.6', label: t('spent.whatsapp') },
    { name: 'provider' as const, color: 'blue.6', label: t('spent.provider') },
    { name: 'channel' as const, color: 'orange.6', label: t('spent.channels') },
  ];
  return (
    <>
      <div aria-hidden>
        <BarChart
          h={240}
          data={bars.map((bar) => ({ ...bar, month: monthName(bar.month, i18n.language, 'short') }))}
          dataKey="month"
          type="stacked"
          series={series}
          withLegend
          barChartProps={{ accessibilityLayer: false }}
          valueFormatter={(amount) => money(amount, currency, i18n.language)}
          yAxisProps={{ width: 80 }}
        />
      </div>
      <VisuallyHidden>
        <Table>
          <Table.Caption>{t('spent.byMonth', { currency })}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('spent.month')}</Table.Th>
              {series.map(({ name, label }) => (
                <Table.Th key={name}>{label}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bars.map((bar) => (
              <Table.Tr key={bar.month}>
                <Table.Th scope="row">{monthName(bar.month, i18n.language)}</Table.Th>
                {series.map(({ name }) => (
                  <Table.Td key={name}>{money(bar[name], currency, i18n.language)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </VisuallyHidden>
    </>
  );
}
