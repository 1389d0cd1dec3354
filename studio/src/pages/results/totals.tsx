import { Badge, Card, Group, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ResultsView } from '@core/results/summary/summary-views.js';
import { useFormats } from './use-formats.js';

/** The numbers on top, and over what they are counted. */
export function Totals({ results }: { results: ResultsView }) {
  const { t } = useTranslation('results');
  const { count, share, duration } = useFormats();
  const { started, completed, partial, completionRate, medianSeconds, p90Seconds, byDisposition } = results;
  const orNone = (value: number | null, format: (value: number) => string) =>
    value === null ? t('totals.noTime') : format(value);
  const figures = [
    { name: t('totals.started'), figure: count(started) },
    { name: t('totals.completed'), figure: count(completed) },
    { name: t('totals.partial'), figure: count(partial) },
    { name: t('totals.rate'), figure: orNone(completionRate, share), hint: t('totals.rateHint') },
    { name: t('totals.median'), figure: orNone(medianSeconds, duration) },
    { name: t('totals.p90'), figure: orNone(p90Seconds, duration) },
  ];
  return (
    <section aria-label={t('totals.label')}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
        {figures.map(({ name, figure, hint }) => (
          <Card key={name} withBorder padding="sm">
            <Text size="sm" c="dimmed">
              {name}
            </Text>
            <Text fz={22} fw={650}>
              {figure}
            </Text>
            {hint !== undefined && (
              <Text size="xs" c="dimmed">
                {hint}
              </Text>
            )}
          </Card>
        ))}
      </SimpleGrid>
      <Group gap="xs" mt="sm">
        {byDisposition.map(({ disposition, n }) => (
          <Badge key={disposition} variant="default">
            {`${t(`disposition.${disposition}`)}: ${count(n)}`}
          </Badge>
        ))}
        {results.versions.length > 1 && (
          <Badge variant="outline">{t('mixed.versions', { count: results.versions.length })}</Badge>
        )}
        {results.languages.length > 1 && (
          <Badge variant="outline">{t('mixed.languages', { count: results.languages.length })}</Badge>
        )}
      </Group>
    </section>
  );
}
