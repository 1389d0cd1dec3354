import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { When } from '../../../parts/when.js';
import { PendingPage } from '../../../shell/states.js';
import type { DraftSaver } from './draft-saver.js';
import { useDraftStore } from './draft-store.js';
import { getDraft, getFlow } from './editor-queries.js';

const DiffView = lazy(() => import('../yaml/diff-view.js').then(({ DiffView: view }) => ({ default: view })));

/** Somebody else has saved meanwhile: both are shown, and one chooses. Until then neither is lost. */
export function ConflictDialog({ flowId, saver }: { flowId: string; saver: DraftSaver }) {
  const { t } = useTranslation('editor');
  const store = useDraftStore();
  const [mine] = useState(() => store.getState().source);
  const merged = useRef(mine);
  const theirs = useQuery({
    queryKey: ['editor', 'theirs', flowId],
    queryFn: async () => {
      const draft = await getDraft(flowId);
      if (draft) return { source: draft.source, revision: draft.revision, by: draft.savedBy.name, at: draft.savedAt };
      // Discarded meanwhile: what is published stands against it.
      return { source: (await getFlow(flowId))?.source ?? '', revision: null, by: undefined, at: undefined };
    },
    staleTime: 0,
    gcTime: 0,
  });
  const settle = (source: string) => {
    if (theirs.data) void saver.settle(source, theirs.data.revision, theirs.data.source);
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size="90rem"
      title={t('conflict.title')}
    >
      <Stack>
        {theirs.error && <ProblemAlert error={theirs.error} onRetry={() => void theirs.refetch()} />}
        {theirs.isPending && <PendingPage />}
        {theirs.data && (
          <>
            <Text>
              {theirs.data.at === undefined ? (
                t('conflict.discarded')
              ) : (
                <>
                  {t('conflict.text', { name: theirs.data.by })} <When at={theirs.data.at} />
                </>
              )}
            </Text>
            <Group grow visibleFrom="sm" aria-hidden>
              <Text fw={600}>{t('conflict.theirs')}</Text>
              <Text fw={600}>{t('conflict.mine')}</Text>
            </Group>
            <Suspense fallback={<PendingPage />}>
              <DiffView
                left={theirs.data.source}
                right={mine}
                leftLabel={t('conflict.theirs')}
                rightLabel={t('conflict.mine')}
                onChange={(source) => {
                  merged.current = source;
                }}
              />
            </Suspense>
            <Text size="sm" c="dimmed">
              {t('conflict.help')}
            </Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => settle(theirs.data.source)}>
                {t('conflict.takeTheirs')}
              </Button>
              <Button onClick={() => settle(merged.current)}>{t('conflict.takeMine')}</Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}
