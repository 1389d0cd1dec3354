import { ActionIcon, Alert, Center, Group, Loader, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconInfoCircle, IconKeyboard } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxConversationView } from '@core/api/inbox-views.js';
import { OnceKey } from '../../api/once-key.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { draftsIn } from './composer/drafts.js';
import { Composer, type ComposerMode } from './composer/composer.js';
import { ConversationActions } from './conversation-actions.js';
import { acts, conversationQuery } from './inbox-api.js';
import type { ListFilter } from './list/list-filter.js';
import { WhoHasIt } from './list/who-has-it.js';
import { personName } from './person-name.js';
import { Thread } from './thread/thread.js';
import { useServiceNow, useTimeLeft } from './window/service-now.js';
import { WindowRing } from './window/window-ring.js';
import classes from './inbox-page.module.css';

const TemplatePicker = lazy(async () => ({
  default: (await import('../../template-picker/template-picker.js')).TemplatePicker,
}));

export interface PaneControls {
  mode: ComposerMode;
  onMode: (mode: ComposerMode) => void;
  isPickerOpen: boolean;
  onPicker: (isOpen: boolean) => void;
}

/** One conversation: its thread, how long one may write, and where one writes. */
export function ConversationPane({
  id,
  filter,
  controls,
  onDetails,
  onKeys,
}: {
  id: string;
  filter: ListFilter;
  controls: PaneControls;
  onDetails: () => void;
  onKeys: () => void;
}) {
  const { t } = useTranslation('inbox');
  const conversation = useQuery(conversationQuery(id));
  if (conversation.isPending) {
    return (
      <Center h="100%" role="status" aria-label={t('common:loading')}>
        <Loader aria-hidden />
      </Center>
    );
  }
  if (!conversation.data) {
    return <ProblemAlert error={conversation.error} onRetry={() => void conversation.refetch()} />;
  }
  return (
    <Opened
      conversation={conversation.data}
      isSettled={!conversation.isFetching}
      filter={filter}
      controls={controls}
      onDetails={onDetails}
      onKeys={onKeys}
    />
  );
}

function Opened({
  conversation,
  isSettled,
  filter,
  controls: { mode, onMode, isPickerOpen, onPicker },
  onDetails,
  onKeys,
}: {
  conversation: InboxConversationView;
  /** Nothing newer of it is on its way. */
  isSettled: boolean;
  filter: ListFilter;
  controls: PaneControls;
  onDetails: () => void;
  onKeys: () => void;
}) {
  const { t } = useTranslation('inbox');
  const queries = useQueryClient();
  const now = useServiceNow()();
  const { id, contact, handoff, assignee, window: messaging } = conversation;
  const counted = useTimeLeft(messaging.closesAt);
  // A channel without a window is always open.
  const left = messaging.hasWindow ? counted : { state: 'open' as const, hours: 24, minutes: 0, percent: 100 };
  const name = personName(contact, t('list.nobody'));
  const { sendTemplate, checkTemplate } = acts(id);
  const [once] = useState(() => new OnceKey());
  useMarkedAsRead(conversation);
  return (
    <div className={classes.pane}>
      <Group className={classes.head} justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" className={classes.person}>
          <ActionIcon
            renderRoot={(props) => <Link to="/inbox" search={filter} {...props} />}
            variant="subtle"
            color="gray"
            size={36}
            className={classes.back}
            aria-label={t('toList')}
          >
            <IconArrowLeft size={20} className={classes.flip} />
          </ActionIcon>
          {messaging.hasWindow && <WindowRing left={left} />}
          <div className={classes.grows}>
            <Title order={2} size="h4" className={classes.name}>
              <bdi>{name}</bdi>
            </Title>
            <WhoHasIt
              state={conversation.state}
              who={handoff?.taker?.name ?? assignee?.user?.name ?? assignee?.team ?? undefined}
            />
          </div>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <ConversationActions conversation={conversation} />
          <Tooltip label={t('keys.title')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              aria-label={t('keys.title')}
              onClick={onKeys}
              visibleFrom="sm"
            >
              <IconKeyboard size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('details.title')}>
            <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('details.title')} onClick={onDetails}>
              <IconInfoCircle size={18} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {handoff && conversation.state === 'waiting' && (
        <Alert color="orange" radius={0} p="xs" role="status">
          <Text size="sm">
            {t(`handoff.${handoff.by}`)}
            {handoff.topic !== null && (
              <>
                {' '}
                <bdi>{handoff.topic}</bdi>
              </>
            )}
          </Text>
        </Alert>
      )}
      <Thread
        conversationId={id}
        channelId={conversation.channel.id}
        name={name}
        now={now}
        unread={{ count: conversation.unread, isSettled }}
        onTemplate={() => onPicker(true)}
      />
      <Composer conversation={conversation} left={left} mode={mode} onMode={onMode} onTemplate={() => onPicker(true)} />
      {isPickerOpen && (
        <Suspense fallback={null}>
          <TemplatePicker
            isOpen
            onClose={() => onPicker(false)}
            channelId={conversation.channel.id}
            person={{
              contact: {
                name: contact.name,
                language: contact.language,
                phone: contact.identifiers.phone ?? null,
                attributes: conversation.attributes,
              },
              answers: conversation.answers,
            }}
            keptText={left.state === 'closed' ? draftsIn(sessionStorage, 'message').read(id) : ''}
            check={checkTemplate}
            send={(filled) => sendTemplate(filled, once.of(filled))}
            onSent={() => {
              once.done();
              onPicker(false);
              void queries.invalidateQueries({ queryKey: ['inbox'] });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** What is on the screen is read: once for each message that comes in while somebody looks. */
function useMarkedAsRead({ id, unread, lastInboundAt }: InboxConversationView): void {
  const queries = useQueryClient();
  const may = useMay();
  const mayMark = may('conversations:write');
  // Where it cannot be marked it stays unread, and is marked with the next message.
  const { mutate: markAsRead } = useMutation({
    mutationFn: acts(id).read,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
  });
  useEffect(() => {
    if (unread === 0 || !mayMark) return undefined;
    const mark = (): void => {
      if (document.visibilityState === 'visible') markAsRead();
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [unread, lastInboundAt, mayMark, markAsRead]);
}
