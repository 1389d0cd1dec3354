import { Center, Drawer } from '@mantine/core';
import { useDisclosure, useHotkeys, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveInbox } from '../../live/use-live-inbox.js';
import { EmptyState } from '../../parts/empty-state.js';
import { PendingPage } from '../../shell/states.js';
import type { ComposerMode } from './composer/composer.js';
import { conversationQuery } from './inbox-api.js';
import { ConversationList } from './list/conversation-list.js';
import { ListHead } from './list/list-head.js';
import type { ListFilter } from './list/list-filter.js';
import { Shortcuts } from './shortcuts.js';
import classes from './inbox-page.module.css';

// The list is there at once; what an open conversation needs comes behind it.
const ConversationPane = lazy(() =>
  import('./conversation-pane.js').then(({ ConversationPane: pane }) => ({ default: pane })),
);
const Details = lazy(() => import('./details/details.js').then(({ Details: details }) => ({ default: details })));

/** The inbox: the list, the thread, and what is known beside it; on a phone one of them at a time. */
export function InboxPage() {
  const { t } = useTranslation('inbox');
  const { conversationId: id } = useParams({ strict: false });
  const filter: ListFilter = useSearch({ strict: false });
  const navigate = useNavigate();
  const isLive = useLiveInbox();
  const isWide = useMediaQuery('(min-width: 75em)', true);
  const [areDetailsOpen, details] = useDisclosure();
  const [areColumnOpen, setColumn] = useLocalStorage({ key: 'canvass.inbox.details', defaultValue: true });
  const [areKeysShown, keys] = useDisclosure();
  const [areKeysOn, setKeysOn] = useLocalStorage({ key: 'canvass.inbox.keys', defaultValue: true });
  const [mode, setMode] = useState<ComposerMode>('message');
  const [isPickerOpen, setPicker] = useState(false);
  const search = useRef<HTMLInputElement>(null);

  const showDetails = (): void => (isWide ? setColumn(!areColumnOpen) : details.toggle());
  const write = (next: ComposerMode): void => {
    setMode(next);
    // Once it is there.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-composer="${next}"]`)?.focus());
  };
  useHotkeys(
    areKeysOn && !isPickerOpen
      ? [
          ['/', () => search.current?.focus()],
          ['shift+?', keys.open],
          // On keyboards where it takes no Shift.
          ['?', keys.open],
          ['r', () => write('message')],
          ['n', () => write('note')],
          ['t', () => setPicker(id !== undefined)],
          ['d', showDetails],
        ]
      : [],
  );
  const isColumnShown = isWide && areColumnOpen && id !== undefined;
  return (
    <div className={classes.page} data-open={id !== undefined} data-details={isColumnShown}>
      <section className={classes.list} aria-label={t('list.label')}>
        <ListHead
          filter={filter}
          isLive={isLive}
          searchRef={search}
          onFilter={(next) =>
            void (id === undefined
              ? navigate({ to: '/inbox', search: next, replace: true })
              : navigate({
                  to: '/inbox/$conversationId',
                  params: { conversationId: id },
                  search: next,
                  replace: true,
                }))
          }
        />
        <ConversationList filter={filter} openId={id} />
      </section>
      <section className={classes.thread} aria-label={t('thread.section')}>
        {id === undefined ? (
          <Center h="100%">
            <EmptyState icon={<IconMessages />} title={t('none.title')} text={t('none.text')} />
          </Center>
        ) : (
          <Suspense fallback={<PendingPage />}>
            <ConversationPane
              key={id}
              id={id}
              filter={filter}
              controls={{ mode, onMode: setMode, isPickerOpen, onPicker: setPicker }}
              onDetails={showDetails}
              onKeys={keys.open}
            />
          </Suspense>
        )}
      </section>
      {isColumnShown && (
        <aside className={classes.details} aria-label={t('details.title')}>
          <DetailsOf id={id} />
        </aside>
      )}
      {id !== undefined && !isWide && (
        <Drawer
          opened={areDetailsOpen}
          onClose={details.close}
          position="right"
          title={t('details.title')}
          closeButtonProps={{ 'aria-label': t('common:close') }}
        >
          <DetailsOf id={id} />
        </Drawer>
      )}
      <Shortcuts isOpen={areKeysShown} onClose={keys.close} areOn={areKeysOn} onTurn={setKeysOn} />
    </div>
  );
}

function DetailsOf({ id }: { id: string }) {
  const { data } = useQuery(conversationQuery(id));
  return data ? (
    <Suspense fallback={<PendingPage />}>
      <Details key={id} conversation={data} />
    </Suspense>
  ) : null;
}
