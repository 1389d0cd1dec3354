import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InboxConversationView } from '@core/api/inbox-views.js';
import { useMay } from '../../../session/session.js';
import type { TimeLeft } from '../window/time-left.js';
import { ClosedWindow } from './closed-window.js';
import { MessageForm } from './message-form.js';
import { NoteForm } from './note-form.js';
import { OptedOut } from './opted-out.js';
import { useDraft } from './use-draft.js';
import classes from './composer.module.css';

export type ComposerMode = 'message' | 'note';

/** Where one writes: to the person, while that is allowed, or a note to the team. */
export function Composer({
  conversation,
  left,
  mode,
  onMode,
  onTemplate,
}: {
  conversation: InboxConversationView;
  left: TimeLeft;
  mode: ComposerMode;
  onMode: (mode: ComposerMode) => void;
  /** Opens the template picker. */
  onTemplate: () => void;
}) {
  const { t } = useTranslation('inbox');
  const may = useMay();
  const draft = useDraft('message', conversation.id);
  if (!may('conversations:write')) {
    return (
      <Text size="sm" c="dimmed" p="sm">
        {t('composer.readOnly')}
      </Text>
    );
  }
  return (
    <Stack gap="xs" className={classes.composer}>
      <SegmentedControl
        size="xs"
        className={classes.modes}
        aria-label={t('composer.mode')}
        data={[
          { value: 'message', label: t('composer.message') },
          { value: 'note', label: t('composer.note') },
        ]}
        value={mode}
        onChange={(value) => onMode(value === 'note' ? 'note' : 'message')}
      />
      {mode === 'note' ? (
        <NoteForm conversationId={conversation.id} />
      ) : conversation.optedOutAt !== null ? (
        <OptedOut since={conversation.optedOutAt} />
      ) : left.state === 'closed' ? (
        <ClosedWindow draft={draft[0]} neverWrote={conversation.lastInboundAt === null} onTemplate={onTemplate} />
      ) : (
        <MessageForm
          conversationId={conversation.id}
          draft={draft}
          left={left}
          botHasIt={conversation.state === 'with-bot' && conversation.flow !== null}
          takesTemplates={conversation.window.hasWindow}
          onTemplate={onTemplate}
        />
      )}
    </Stack>
  );
}
