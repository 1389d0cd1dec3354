import { Card, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ResultsView } from '@core/results/summary/summary-views.js';
import { BarTable } from './bar-table.js';
import { useFormats } from './use-formats.js';

/** Question by question: who was asked, who answered, who went away. */
export function DropOff({ results: { questions, started } }: { results: ResultsView }) {
  const { t } = useTranslation('results');
  const { count, duration, text } = useFormats();
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        {t('dropOff.title')}
      </Title>
      <BarTable
        caption={t('dropOff.title')}
        heads={[
          t('dropOff.question'),
          t('dropOff.shown'),
          t('dropOff.answered'),
          t('dropOff.left'),
          t('dropOff.waiting'),
          t('dropOff.time'),
        ]}
        rows={questions.map((question) => ({
          id: question.id,
          label: text(question.texts, question.id),
          part: started === 0 ? 0 : question.answered / started,
          figures: [
            count(question.shown),
            count(question.answered),
            count(question.left),
            count(question.waiting),
            question.medianSeconds === null ? t('totals.noTime') : duration(question.medianSeconds),
          ],
        }))}
      />
    </Card>
  );
}
