import { Button, Group, Menu, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDots, IconPlugConnected, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentLinkView, AgentTestView } from '@core/api/agent-views.js';
import { api } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { PendingPage } from '../../shell/states.js';
import { addressOfAgent, agentQuery } from './agent-queries.js';
import { LinkForm, linkFormOpener } from './lazy-link-form.js';
import { useConfirm } from '../../parts/use-confirm.js';

/** Test, change, unlink. */
export function AgentActions({ agent }: { agent: AgentLinkView }) {
  const { t } = useTranslation('agents');
  const ask = useConfirm();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isChanging, changing] = useDisclosure();
  const refused = (error: unknown): void => {
    notifications.show({
      closeButtonProps: { 'aria-label': t('common:close') },
      color: 'red',
      message: <ProblemAlert error={error} />,
      autoClose: 10_000,
    });
  };
  const test = useMutation({
    mutationFn: () => api.post<AgentTestView>(`${addressOfAgent(agent.id)}/test`),
    onSuccess: async ({ said, warnings, failure, link }) => {
      queries.setQueryData(agentQuery(agent.id).queryKey, link);
      await queries.invalidateQueries({ queryKey: ['agents', 'list'] });
      notifications.show({
        closeButtonProps: { 'aria-label': t('common:close') },
        color: failure ? 'red' : 'green',
        message: [failure?.text ?? said, ...warnings].join(' '),
        autoClose: 10_000,
      });
    },
    onError: refused,
  });
  const remove = useMutation({
    mutationFn: (force: boolean) => api.delete(addressOfAgent(agent.id), { force }),
    onSuccess: async () => {
      await navigate({ to: '/agents' });
      queries.removeQueries({ queryKey: agentQuery(agent.id).queryKey });
      await queries.invalidateQueries({ queryKey: ['agents', 'list'] });
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.type === 'agent-in-use') confirm(error.detail, true);
      else refused(error);
    },
  });
  const confirm = (text: string, force: boolean): void => {
    ask({
      title: t(force ? 'actions.inUseTitle' : 'actions.removeTitle', { title: agent.title }),
      text,
      confirm: t('actions.remove'),
      onConfirm: () => remove.mutate(force),
    });
  };
  return (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconPlugConnected size={18} aria-hidden />}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        {t('actions.test')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={18} aria-hidden />}>
            {t('actions.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={changing.open} {...linkFormOpener}>
            {t('actions.change')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => confirm(t('actions.removeText'), false)}
          >
            {t('actions.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isChanging}
        onClose={changing.close}
        size="lg"
        title={t('actions.change')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <Suspense fallback={<PendingPage />}>
          <LinkForm agent={agent} onSaved={changing.close} />
        </Suspense>
      </Modal>
    </Group>
  );
}
