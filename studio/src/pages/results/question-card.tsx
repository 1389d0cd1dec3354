import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { QuestionResults } from '@core/results/summary/summary-views.js';
import { AnswersChart } from './answers-view.js';
import type { ResultsFilter } from './filter.js';
import { Texts } from './texts.js';
import { useFormats } from './use-formats.js';

export function QuestionCard({
  flowId,
  question,
  filter,
}: {
  flowId: string;
  question: QuestionResults;
  filter: ResultsFilter;
}) {
  const { t } = useTranslation('results');
  const { text } = useFormats();
  const [isOpen, { open }] = useDisclosure();
  const { answers, answered, skipped, differs } = question;
  const title = text(question.texts, question.id);
  const hasTexts = answers.form === 'texts' || (answers.form === 'choices' && answers.hasOwnWords);
  return (
    <Card withBorder component="section" aria-label={title}>
      <Stack gap="sm">
        <div>
          <Title order={3} size="h5" dir="auto">
            {title}
          </Title>
          <Group gap="sm">
            <Text size="sm" c="dimmed">
              {t('question.n', { count: answered })}
            </Text>
            {skipped > 0 && (
              <Text size="sm" c="dimmed">
                {t('question.skipped', { count: skipped })}
              </Text>
            )}
          </Group>
        </div>
        {differs !== null && <Alert color="yellow">{t(`question.differs.${differs}`)}</Alert>}
        {answered === 0 ? (
          <Text c="dimmed">{t('question.noAnswers')}</Text>
        ) : (
          <AnswersChart title={title} answers={answers} />
        )}
        {answered > 0 &&
          hasTexts &&
          (isOpen ? (
            <Texts flowId={flowId} question={question.id} filter={filter} />
          ) : (
            <Group>
              <Button variant="light" onClick={open}>
                {answers.form === 'texts' ? t('texts.open') : t('texts.ownWords')}
              </Button>
            </Group>
          ))}
      </Stack>
    </Card>
  );
}
