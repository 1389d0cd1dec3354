import { Button, Drawer, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { QuestionResults } from '@core/results/summary/summary-views.js';
import { useMay } from '../../../session/session.js';
import { useFormats } from '../use-formats.js';
import classes from './response-drawer.module.css';
import type { ListedResponse } from './responses-list.js';

/** One response as a talk: each question, and what was said to it. */
export function ResponseDrawer({
  response,
  questions,
  onClose,
}: {
  response: ListedResponse | undefined;
  questions: readonly QuestionResults[];
  onClose: () => void;
}) {
  const { t } = useTranslation('results');
  return (
    <Drawer
      opened={response !== undefined}
      onClose={onClose}
      position="right"
      title={t('responses.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {response && <Talk response={response} questions={questions} />}
    </Drawer>
  );
}

function Talk({ response, questions }: { response: ListedResponse; questions: readonly QuestionResults[] }) {
  const { t } = useTranslation('results');
  const { time, text } = useFormats();
  const may = useMay();
  const { answers, path, startedAt, endedAt, conversationId, language } = response;
  const asked = [...new Set([...path, ...Object.keys(answers)])];
  const wordsOf = (id: string) => text(questions.find((question) => question.id === id)?.texts ?? {}, id);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('responses.started', { when: time(startedAt) })}
      </Text>
      {asked.map((id) => (
        <Stack key={id} gap={6}>
          <Paper className={classes['question'] ?? ''} p="xs" radius="md">
            <Text size="sm" dir="auto" className={classes['text'] ?? ''}>
              {wordsOf(id)}
            </Text>
          </Paper>
          <Answer answer={answers[id]} language={language} />
        </Stack>
      ))}
      {endedAt !== null && (
        <Text size="sm" c="dimmed">
          {t('responses.ended', { when: time(endedAt) })}
        </Text>
      )}
      {may('conversations:read') && (
        <Group>
          <Button component={Link} to={`/inbox/${conversationId}`} variant="light">
            {t('responses.conversation')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Answer({ answer, language }: { answer: ListedResponse['answers'][string] | undefined; language: string }) {
  const { t } = useTranslation('results');
  if (!answer || answer.value === null) {
    return (
      <Text size="sm" c="dimmed" className={classes['answer'] ?? ''} p="xs">
        {answer ? t('responses.skipped') : t('responses.noAnswer')}
      </Text>
    );
  }
  const { label, raw } = answer;
  return (
    <Paper className={classes['answer'] ?? ''} p="xs" radius="md">
      <Text dir="auto" lang={language} className={classes['text'] ?? ''}>
        {label}
      </Text>
      {raw !== '' && raw !== label && (
        <Text size="xs" c="dimmed" dir="auto" className={classes['text'] ?? ''}>
          {t('responses.said', { raw })}
        </Text>
      )}
    </Paper>
  );
}
