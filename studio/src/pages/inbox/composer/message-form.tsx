import { ActionIcon, Alert, Button, Group, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { IconClockExclamation, IconMessage2Check, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '@core/api/inbox-views.js';
import { whatsappCapabilities } from '@core/rendering/whatsapp-capabilities.js';
import { OnceKey } from '../../../api/once-key.js';
import { ApiProblem } from '../../../api/problem.js';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { acts } from '../inbox-api.js';
import { windowSentence } from '../window/window-ring.js';
import type { TimeLeft } from '../window/time-left.js';
import { AttachButton } from './attach-button.js';
import { AttachedFile } from './attached-file.js';
import { draftsIn } from './drafts.js';
import { isSendKey } from './send-key.js';
import { useAttachment } from './use-attachment.js';
import classes from './composer.module.css';

/** The count is shown once it begins to matter. */
const COUNT_FROM = 0.75;

interface Written {
  text: string;
  file: AttachmentView | undefined;
}

/** A free-form message, with a file or without. What was typed stays until the service has taken it. */
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
  const { attached, attach, remove } = useAttachment(conversationId);
  const [isOver, setIsOver] = useState(false);
  const [once] = useState(() => new OnceKey());
  const file = attached.state === 'ready' ? attached.file : undefined;
  const isSound = file?.kind === 'audio';
  const limit = file && !isSound ? whatsappCapabilities.media.caption : whatsappCapabilities.text.max;
  const saying = useMutation({
    mutationFn: (written: Written) => {
      const { say, sendFile } = acts(conversationId);
      const key = once.of(written);
      return written.file ? sendFile(written.file, written.text, key) : say(written.text, key);
    },
    onSuccess: (_, written) => {
      once.done();
      if (written.file) remove();
      // What has been typed since it left stays, and so do words beside a sound, which takes none along.
      const isGone = written.file?.kind !== 'audio';
      if (isGone && draftsIn(sessionStorage, 'message').read(conversationId) === written.text) setText('');
      return queries.invalidateQueries({ queryKey: ['inbox'] });
    },
  });
  const isTooLong = text.length > limit;
  const isReady =
    (file !== undefined || text.trim() !== '') && (!isTooLong || isSound) && attached.state !== 'uploading';
  const send = (): void => {
    if (isReady && !saying.isPending) saying.mutate({ text, file });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  /** One at a time: each is a message of its own. */
  const takeFrom = (event: ClipboardEvent | DragEvent, files: FileList | undefined): void => {
    const [first] = files ?? [];
    if (!first) return;
    event.preventDefault();
    if (!saying.isPending) void attach(first);
  };
  const isWindowTheCause = saying.error instanceof ApiProblem && saying.error.type === 'window-closed';
  return (
    <form
      data-file-over={isOver}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        setIsOver(false);
        takeFrom(event, event.dataTransfer.files);
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
        {saying.isPaused && (
          <Text size="sm" role="status">
            {t('composer.waiting')}
          </Text>
        )}
        {isWindowTheCause && (
          <Button variant="light" onClick={onTemplate}>
            {t('closed.button')}
          </Button>
        )}
        <AttachedFile
          attached={attached}
          conversationId={conversationId}
          onRetry={(again) => void attach(again)}
          onRemove={remove}
        />
        <Group gap="xs" align="flex-end" wrap="nowrap">
          {takesTemplates && (
            <Tooltip label={t('composer.template')}>
              <ActionIcon size={36} variant="default" aria-label={t('composer.template')} onClick={onTemplate}>
                <IconMessage2Check size={20} />
              </ActionIcon>
            </Tooltip>
          )}
          <AttachButton disabled={saying.isPending} onFile={(chosen) => void attach(chosen)} />
          <Textarea
            className={classes.grows}
            aria-label={t('composer.label')}
            placeholder={file && !isSound ? t('file.caption') : t('composer.placeholder')}
            data-composer="message"
            autosize
            minRows={1}
            maxRows={8}
            dir="auto"
            value={text}
            error={isTooLong && !isSound && t('composer.tooLong', { length: text.length, limit })}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={onKeyDown}
            onPaste={(event) => takeFrom(event, event.clipboardData.files)}
          />
          <ActionIcon
            type="submit"
            size={36}
            aria-label={t('composer.send')}
            disabled={!isReady}
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
