import { Skeleton } from '@mantine/core';
import { Suspense, lazy } from 'react';
import type { ColumnsChartProps } from './columns-chart.js';

const ColumnsChart = lazy(() => import('./columns-chart.js'));

/** The chart library comes when the first chart is shown. */
export function LazyColumns(props: ColumnsChartProps) {
  return (
    <Suspense fallback={<Skeleton h={200} />}>
      <ColumnsChart {...props} />
    </Suspense>
  );
}
