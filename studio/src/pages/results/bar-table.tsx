import { Table } from '@mantine/core';
import classes from './bar-table.module.css';

export interface BarRow {
  id: string;
  label: string;
  /** 0 to 1: how long its bar is. */
  part: number;
  figures: readonly string[];
}

/** Bars that are a table: read out row by row, printed, and right in both directions of writing. */
export function BarTable({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly BarRow[];
}) {
  const [first, ...others] = heads;
  return (
    // Wide ones scroll sideways on a phone: by keyboard, too.
    <div className={classes['scroll']} role="group" aria-label={caption} tabIndex={0}>
      <Table aria-label={caption} verticalSpacing={6} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{first}</Table.Th>
            <Table.Td className={classes['track']} aria-hidden />
            {others.map((head) => (
              <Table.Th key={head} scope="col" className={classes['figure']}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, label, part, figures }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row" className={classes['label']}>
                <bdi>{label}</bdi>
              </Table.Th>
              <Table.Td className={classes['track']} aria-hidden>
                <div
                  className={part === 0 ? `${classes['bar']} ${classes['empty']}` : classes['bar']}
                  style={{ inlineSize: `${Math.min(100, part * 100)}%` }}
                />
              </Table.Td>
              {figures.map((figure, at) => (
                <Table.Td key={others[at] ?? at} className={classes['figure']}>
                  {figure}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
