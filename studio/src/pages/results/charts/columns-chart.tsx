import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Table, VisuallyHidden, useDirection } from '@mantine/core';

export interface ColumnsChartProps {
  caption: string;
  /** Heads of the table: of what stands below the columns, then of each series. */
  heads: readonly string[];
  points: readonly { label: string; values: readonly number[] }[];
  format(value: number): string;
}

const COLOURS = ['var(--mantine-primary-color-filled)', 'var(--mantine-color-gray-5)'];

/** Columns side by side, and the same as a table for who does not see them. */
export default function ColumnsChart({ caption, heads, points, format }: ColumnsChartProps) {
  const { dir } = useDirection();
  const [first, ...series] = heads;
  const data = points.map(({ label, values }) => ({
    label,
    ...Object.fromEntries(series.map((name, at) => [name, values[at] ?? 0])),
  }));
  const isReversed = dir === 'rtl';
  return (
    <>
      {/* The library draws from left to right; turned round by its axes. */}
      <div dir="ltr" aria-hidden>
        <BarChart
          h={200}
          data={data}
          dataKey="label"
          series={series.map((name, at) => ({ name, color: COLOURS[at] ?? COLOURS[0] ?? '' }))}
          valueFormatter={format}
          withLegend={series.length > 1}
          barProps={{ isAnimationActive: false }}
          barChartProps={{ accessibilityLayer: false }}
          xAxisProps={{ reversed: isReversed, interval: 'preserveStartEnd' }}
          yAxisProps={{ orientation: isReversed ? 'right' : 'left', allowDecimals: false, width: 44 }}
        />
      </div>
      <VisuallyHidden>
        <Table>
          <Table.Caption>{caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{first}</Table.Th>
              {series.map((name) => (
                <Table.Th key={name} scope="col">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {points.map(({ label, values }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row">{label}</Table.Th>
                {values.map((value, at) => (
                  <Table.Td key={series[at] ?? at}>{format(value)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </VisuallyHidden>
    </>
  );
}
