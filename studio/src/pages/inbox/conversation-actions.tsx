import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconHandGrab, IconPlayerStop, IconRobot } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InboxConversationView } from '@core/api/inbox-views.js';
import { useMay } from '../../session/session.js';
import { acts } from './inbox-api.js';
import { useConfirm } from '../../parts/use-confirm.js';

/** Take over, give back, end: who has the conversation from now on. */
export function ConversationActions({ conversation }: { conversation: InboxConversationView }) {
  const { t } = useTranslation('inbox');
  const confirm = useConfirm();
  const may = useMay();
  const queries = useQueryClient();
  const { takeOver, giveBack, end } = acts(conversation.id);
  const act = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
    onError: (error) =>
      notifications.show({ color: 'red', title: t('actions.failed'), message: error.message, role: 'alert' }),
  });
  if (!may('conversations:write')) return null;
  const hasSession = conversation.flow !== null;
  const ask = (what: 'end' | 'giveBackEnd', run: () => Promise<unknown>): void => {
    confirm({
      title: t(`actions.${what}`),
      text: t(`actions.${what}Ask`),
      confirm: t(`actions.${what}`),
      onConfirm: () => act.mutate(run),
    });
  };
  return (
    <Group gap="xs" wrap="nowrap">
      {conversation.state === 'with-person' ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRobot size={16} aria-hidden />}
          loading={act.isPending}
          onClick={() => act.mutate(() => giveBack('resume'))}
        >
          {t('actions.giveBack')}
        </Button>
      ) : (
        <Button
          size="xs"
          variant={conversation.state === 'waiting' ? 'filled' : 'default'}
          leftSection={<IconHandGrab size={16} aria-hidden />}
          loading={act.isPending}
          onClick={() => act.mutate(takeOver)}
        >
          {t('actions.takeOver')}
        </Button>
      )}
      {(hasSession || conversation.handoff !== null) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={t('actions.more')}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {conversation.handoff !== null && (
              <>
                {conversation.state === 'waiting' && (
                  <Menu.Item
                    leftSection={<IconRobot size={16} aria-hidden />}
                    onClick={() => act.mutate(() => giveBack('resume'))}
                  >
                    {t('actions.giveBack')}
                  </Menu.Item>
                )}
                {hasSession && (
                  <Menu.Item
                    leftSection={<IconRobot size={16} aria-hidden />}
                    onClick={() => ask('giveBackEnd', () => giveBack('end'))}
                  >
                    {t('actions.giveBackEnd')}
                  </Menu.Item>
                )}
              </>
            )}
            {hasSession && conversation.handoff === null && (
              <Menu.Item
                color="red"
                leftSection={<IconPlayerStop size={16} aria-hidden />}
                onClick={() => ask('end', end)}
              >
                {t('actions.end')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
