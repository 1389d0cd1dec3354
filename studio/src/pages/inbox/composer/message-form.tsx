import { ActionIcon, Alert, Button, Group, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { IconClockExclamation, IconMessage2Check, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { whatsappCapabilities } from '@core/rendering/whatsapp-capabilities.js';
import { ApiProblem } from '../../../api/problem.js';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { acts } from '../inbox-api.js';
import { windowSentence } from '../window/window-ring.js';
import type { TimeLeft } from '../window/time-left.js';
import { isSendKey } from './send-key.js';
import classes from './composer.module.css';

/** The count is shown once it begins to matter. */
const COUNT_FROM = 0.75;

/** A free-form message. What was typed stays until the service has taken it. */
export function MessageForm({
  conversationId,
  draft: [text, setText],
  left,
  botHasIt,
  takesTemplates,
  onTemplate,
}: {
  conversationId: string;
  draft: [string, (text: string) => void];
  left: TimeLeft;
  botHasIt: boolean;
  takesTemplates: boolean;
  onTemplate: () => void;
}) {
  const { t } = useTranslation('inbox');
  const queries = useQueryClient();
  const limit = whatsappCapabilities.text.max;
  const saying = useMutation({
    mutationFn: acts(conversationId).say,
    onSuccess: () => {
      setText('');
      return queries.invalidateQueries({ queryKey: ['inbox'] });
    },
  });
  const isTooLong = text.length > limit;
  const send = (): void => {
    if (text.trim() !== '' && !isTooLong && !saying.isPending) saying.mutate(text);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  const isWindowTheCause = saying.error instanceof ApiProblem && saying.error.type === 'window-closed';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="xs">
        {left.state === 'closing' && takesTemplates && (
          <Alert color="orange" variant="light" p="xs" icon={<IconClockExclamation aria-hidden />} role="status">
            {t('composer.closing', { left: windowSentence(t, left) })}
          </Alert>
        )}
        {botHasIt && (
          <Text size="xs" c="dimmed">
            {t('composer.botHasIt')}
          </Text>
        )}
        {saying.error && <ProblemAlert error={saying.error} />}
        {isWindowTheCause && (
          <Button variant="light" onClick={onTemplate}>
            {t('closed.button')}
          </Button>
        )}
        <Group gap="xs" align="flex-end" wrap="nowrap">
          {takesTemplates && (
            <Tooltip label={t('composer.template')}>
              <ActionIcon size={36} variant="default" aria-label={t('composer.template')} onClick={onTemplate}>
                <IconMessage2Check size={20} />
              </ActionIcon>
            </Tooltip>
          )}
          <Textarea
            className={classes.grows}
            aria-label={t('composer.label')}
            placeholder={t('composer.placeholder')}
            data-composer="message"
            autosize
            minRows={1}
            maxRows={8}
            dir="auto"
            value={text}
            error={isTooLong && t('composer.tooLong', { length: text.length, limit })}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <ActionIcon
            type="submit"
            size={36}
            aria-label={t('composer.send')}
            disabled={text.trim() === '' || isTooLong}
            loading={saying.isPending}
          >
            <IconSend size={18} className={classes.flip} />
          </ActionIcon>
        </Group>
        {!isTooLong && text.length > limit * COUNT_FROM && (
          <Text size="xs" c="dimmed" ta="end">
            {t('composer.count', { length: text.length, limit })}
          </Text>
        )}
      </Stack>
    </form>
  );
}
