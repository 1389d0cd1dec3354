import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Site } from './template-queries.js';

/** One place that needs a template: a step, a whole survey, or the channel's settings. */
export function SiteLine({ site: { flowId, stepId, line, published, waiting } }: { site: Site }) {
  const { t } = useTranslation('templates');
  if (flowId === null) return <>{t('site.channel')}</>;
  const what = stepId === null ? t('site.flow') : t('site.step', { step: stepId });
  return (
    <>
      <Anchor component={Link} to={`/surveys/${encodeURIComponent(flowId)}`} size="sm">
        <bdi>{flowId}</bdi>
      </Anchor>
      {`: ${what}, ${t('site.line', { line })}`}
      {!published && `, ${t('site.older')}`}
      {waiting > 0 && `, ${t('site.waiting', { count: waiting })}`}
    </>
  );
}
