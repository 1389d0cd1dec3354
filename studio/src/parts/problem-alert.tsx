import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.js';

/** What went wrong, in the service's words, and a way on. Fields that a form shows itself are left out. */
export function ProblemAlert({
  error,
  onRetry,
  shown = [],
}: {
  error: unknown;
  onRetry?: () => void;
  shown?: readonly string[];
}) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : undefined;
  const errors = problem?.beside(shown) ?? [];
  if (problem && problem.errors.length > 0 && errors.length === 0) return null;
  // Of a provider's refusal the detail is the plain sentence; the errors are what the provider wrote.
  const isRefusal = problem?.type === 'refused-by-provider';
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={problem?.title ?? t('broken.title')}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        {errors.length > 0 && !isRefusal ? (
          <List size="sm">
            {errors.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`} dir="auto">
                {field ? `${field}: ${message}` : message}
              </List.Item>
            ))}
          </List>
        ) : (
          <Text size="sm" dir="auto">
            {problem?.detail ?? (error instanceof Error ? error.message : '')}
          </Text>
        )}
        {onRetry && (
          <Button size="xs" variant="light" color="red" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
