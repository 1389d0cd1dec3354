import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHelpCircle, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AgentLinkView } from '@core/api/agent-views.js';

const LOOKS: Readonly<Record<AgentLinkView['state'], { icon: Icon; colour: string }>> = {
  ok: { icon: IconCircleCheck, colour: 'var(--mantine-color-green-6)' },
  broken: { icon: IconAlertTriangle, colour: 'var(--mantine-color-red-6)' },
  unchecked: { icon: IconHelpCircle, colour: 'var(--mantine-color-gray-6)' },
};

/** Whether the agent can be asked: a sign and a word. */
export function AgentState({ state }: Pick<AgentLinkView, 'state'>) {
  const { t } = useTranslation('agents');
  const { icon: Sign, colour } = LOOKS[state];
  return (
    <Badge variant="default" size="lg" fw={500} leftSection={<Sign size={16} color={colour} aria-hidden />}>
      {t(`state.${state}`)}
    </Badge>
  );
}
