import { Alert, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../parts/problem-alert.js';
import type { FilledTemplate } from './fields.js';
import { TemplateBubble, type ShownPreview } from './template-bubble.js';
import type { KnownOfPerson } from './variables.js';

/** What the service says it would send. */
export interface CheckedTemplate {
  preview: ShownPreview;
  /** Why it would not be sent. */
  problems: readonly { code: string; message: string }[];
}

/** The last step: the message as the service would send it now. */
export function ReviewTemplate({
  filled,
  check,
  notes,
  person,
  children,
}: {
  filled: FilledTemplate;
  check: (filled: FilledTemplate) => Promise<CheckedTemplate>;
  /** How many values are changed on the way. */
  notes: number;
  person: KnownOfPerson;
  /** What stands below it, told whether the message may go. */
  children: (isAllowed: boolean) => ReactNode;
}) {
  const { t } = useTranslation('inbox');
  const { template, values } = filled;
  const checked = useQuery({
    queryKey: ['inbox-template-check', template.name, template.language, values, person],
    queryFn: () => check(filled),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Stack gap="md">
      {checked.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
      {checked.error && <ProblemAlert error={checked.error} onRetry={() => void checked.refetch()} />}
      {checked.data && (
        <>
          <Text size="sm">{t('picker.reviewHint', { name: person.contact.name ?? t('list.nobody') })}</Text>
          <TemplateBubble preview={checked.data.preview} />
          {checked.data.problems.map(({ code, message }) => (
            <Alert key={`${code} ${message}`} color="red" role="alert">
              {message}
            </Alert>
          ))}
          {notes > 0 && (
            <Text size="sm" c="dimmed">
              {t('picker.cleanedNote', { count: notes })}
            </Text>
          )}
        </>
      )}
      {children(checked.data !== undefined && checked.data.problems.length === 0)}
    </Stack>
  );
}
