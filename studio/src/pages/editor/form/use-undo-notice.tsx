import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useDraftStore } from '../draft/draft-store.js';

/** How long the offer stands, in milliseconds: long enough to read it, find the button and reach it by keyboard. */
const STANDS_MS = 12_000;

/**
 * Tells what was just done to the flow, with a way to take it back. The offer goes with the next change: then undoing
 * would take back that one.
 */
export function useUndoNotice(): (said: string) => void {
  const { t } = useTranslation('editor-form');
  const store = useDraftStore();
  return (said) => {
    const { source } = store.getState();
    const id = notifications.show({
      autoClose: STANDS_MS,
      closeButtonProps: { 'aria-label': t('common:close') },
      message: (
        <Group justify="space-between" gap="xs">
          <Text size="sm" dir="auto" flex="1 1 160px">
            {said}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              stop();
              notifications.hide(id);
              store.getState().undo();
            }}
          >
            {t('undo')}
          </Button>
        </Group>
      ),
    });
    const stop = store.subscribe((now) => {
      if (now.source === source) return;
      stop();
      notifications.hide(id);
    });
  };
}
