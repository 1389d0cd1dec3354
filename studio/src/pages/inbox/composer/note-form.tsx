import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { acts } from '../inbox-api.js';
import { isSendKey } from './send-key.js';
import { useDraft } from './use-draft.js';
import classes from './composer.module.css';

/** A note to the team: it stands in the thread and never leaves the house. */
export function NoteForm({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('inbox');
  const queries = useQueryClient();
  const [text, setText] = useDraft('note', conversationId);
  const noting = useMutation({
    mutationFn: acts(conversationId).note,
    onSuccess: () => {
      setText('');
      return queries.invalidateQueries({ queryKey: ['inbox'] });
    },
  });
  const keep = (): void => {
    if (text.trim() !== '' && !noting.isPending) noting.mutate(text);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Stack gap="xs">
        {noting.error && <ProblemAlert error={noting.error} />}
        <Textarea
          classNames={{ input: classes.note ?? '' }}
          aria-label={t('note.label')}
          placeholder={t('note.placeholder')}
          data-composer="note"
          autosize
          minRows={2}
          maxRows={8}
          dir="auto"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={(event) => {
            if (!isSendKey(event)) return;
            event.preventDefault();
            keep();
          }}
        />
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {t('note.hint')}
          </Text>
          <Button
            type="submit"
            size="xs"
            variant="default"
            leftSection={<IconNote size={16} aria-hidden />}
            disabled={text.trim() === ''}
            loading={noting.isPending}
          >
            {t('note.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
