import { Button, Center, Loader } from '@mantine/core';
import { IconBug, IconCompass, IconLock } from '@tabler/icons-react';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.js';
import { EmptyState } from '../parts/empty-state.js';
import { ProblemAlert } from '../parts/problem-alert.js';

export function PendingPage() {
  const { t } = useTranslation();
  return (
    <Center h={240} role="status" aria-label={t('loading')}>
      <Loader aria-hidden />
    </Center>
  );
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconCompass />}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={
        <Button component={Link} to="/">
          {t('notFound.home')}
        </Button>
      }
    />
  );
}

/** Shown in the place of a page that threw. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  if (error instanceof ApiProblem && error.status === 403) {
    return <EmptyState icon={<IconLock />} title={t('notAllowed.title')} text={t('notAllowed.text')} />;
  }
  if (error instanceof ApiProblem && error.status === 404) return <NotFoundPage />;
  if (error instanceof ApiProblem) return <ProblemAlert error={error} onRetry={reset} />;
  return (
    <EmptyState
      icon={<IconBug />}
      title={t('broken.title')}
      text={`${t('broken.text')} ${error instanceof Error ? error.message : ''}`}
      action={<Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>}
    />
  );
}
