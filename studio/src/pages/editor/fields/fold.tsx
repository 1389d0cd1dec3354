import { Accordion, Stack, Text } from '@mantine/core';
import { formatPath } from '@core/flow/definition/finding.js';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../draft/draft-store.js';
import type { StepPath } from '../draft/step-path.js';

/** Fields that are rarely needed, folded away. Closed it shows what is set, and whether it is wrong. Stands in a `Folds`. */
export function Fold({
  name,
  title,
  set = [],
  about = [],
  children,
}: {
  /** Told apart from its neighbours by it. */
  name: string;
  title: string;
  /** What is set, in few words each. */
  set?: readonly string[];
  /** Where its fields stand in the flow. */
  about?: readonly StepPath[];
  children: ReactNode;
}) {
  const { t } = useTranslation('editor-form');
  const places = about.map(formatPath);
  const mistakes = useDraft(
    ({ findings }) =>
      findings.filter(({ severity, path }) => severity === 'error' && places.some((place) => isWithin(path, place)))
        .length,
  );
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>
        <Text size="sm" fw={500}>
          {title}
        </Text>
        {set.map((fact) => (
          <Text key={fact} size="xs" c="dimmed" dir="auto">
            {fact}
          </Text>
        ))}
        {mistakes > 0 && (
          <Text size="xs" fw={600} c="red">
            {t('mistakes', { count: mistakes })}
          </Text>
        )}
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">{children}</Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

const isWithin = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);

export function Folds({ children }: { children: ReactNode }) {
  return (
    <Accordion multiple keepMounted={false} chevronPosition="left" variant="contained">
      {children}
    </Accordion>
  );
}
