import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { PendingPage } from '../../shell/states.js';
import { versionQuery } from './survey-queries.js';

const DiffView = lazy(() => import('../editor/yaml/diff-view.js').then(({ DiffView: view }) => ({ default: view })));

/** Two versions side by side. */
export function VersionDiff({ flowId, older, newer }: { flowId: string; older: string; newer: string }) {
  const { t } = useTranslation('surveys');
  const left = useQuery(versionQuery(flowId, older));
  const right = useQuery(versionQuery(flowId, newer));
  const error = left.error ?? right.error;
  if (error) return <ProblemAlert error={error} />;
  if (!left.data || !right.data) return <PendingPage />;
  return (
    <Suspense fallback={<PendingPage />}>
      <DiffView
        left={left.data.source}
        right={right.data.source}
        leftLabel={t('versions.older')}
        rightLabel={t('versions.newer')}
      />
    </Suspense>
  );
}
