import { ColorSwatch, Group, Progress, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { money } from './money.js';
import { monthName } from './months.js';
import type { MonthBar } from './statement-sums.js';

const SERIES = [
  { name: 'whatsapp', colour: 'leaf.6', swatch: 'var(--mantine-color-leaf-6)', said: 'spent.whatsapp' },
  { name: 'provider', colour: 'blue.6', swatch: 'var(--mantine-color-blue-6)', said: 'spent.provider' },
  { name: 'channel', colour: 'orange.6', swatch: 'var(--mantine-color-orange-6)', said: 'spent.channels' },
] as const;

const totalOf = ({ whatsapp, provider, channel }: MonthBar): number => whatsapp + provider + channel;

/** Months as stacked bars with their figures beside them. */
export function MonthBars({ bars, currency }: { bars: readonly MonthBar[]; currency: string }) {
  const { t, i18n } = useTranslation('costs');
  const caption = t('spent.byMonth', { currency });
  const most = Math.max(...bars.map(totalOf));
  const said = (amount: number) => <bdi>{money(amount, currency, i18n.language)}</bdi>;
  return (
    // On a phone it scrolls sideways: by keyboard, too.
    <Table.ScrollContainer
      minWidth={640}
      scrollAreaProps={{ viewportProps: { role: 'group', 'aria-label': caption, tabIndex: 0 } }}
    >
      <Table fz="sm" aria-label={caption}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('spent.month')}</Table.Th>
            <Table.Td aria-hidden w="40%" />
            <Table.Th scope="col" ta="end">
              {t('spent.total')}
            </Table.Th>
            {SERIES.map(({ name, swatch, said: label }) => (
              <Table.Th key={name} scope="col">
                <Group gap={6} wrap="nowrap" justify="flex-end">
                  <ColorSwatch color={swatch} size={12} withShadow={false} aria-hidden />
                  {t(label)}
                </Group>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bars.map((bar) => (
            <Table.Tr key={bar.month}>
              <Table.Th scope="row" fw={400}>
                {monthName(bar.month, i18n.language, 'short')}
              </Table.Th>
              <Table.Td aria-hidden>
                <Progress.Root size="lg">
                  {SERIES.map(({ name, colour }) => (
                    <Progress.Section
                      key={name}
                      value={most === 0 ? 0 : (bar[name] / most) * 100}
                      color={colour}
                      withAria={false}
                    />
                  ))}
                </Progress.Root>
              </Table.Td>
              <Table.Td ta="end" fw={650}>
                {said(totalOf(bar))}
              </Table.Td>
              {SERIES.map(({ name }) => (
                <Table.Td key={name} ta="end">
                  {said(bar[name])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
