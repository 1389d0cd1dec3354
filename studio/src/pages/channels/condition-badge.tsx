import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  IconPlayerPause,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Condition } from './channel-condition.js';

const LOOKS: Readonly<Record<Condition, { icon: Icon; colour: string }>> = {
  well: { icon: IconCircleCheck, colour: 'var(--mantine-color-green-6)' },
  limited: { icon: IconAlertTriangle, colour: 'var(--mantine-color-orange-6)' },
  cannot: { icon: IconCircleX, colour: 'var(--mantine-color-red-6)' },
  stopped: { icon: IconPlayerPause, colour: 'var(--mantine-color-red-6)' },
  unknown: { icon: IconHelpCircle, colour: 'var(--mantine-color-gray-6)' },
};

/** How a channel does: a sign and a word, never a colour alone. */
export function ConditionBadge({ condition }: { condition: Condition }) {
  const { t } = useTranslation('channels');
  const { icon: Sign, colour } = LOOKS[condition];
  return (
    <Badge variant="default" size="lg" fw={500} leftSection={<Sign size={16} color={colour} aria-hidden />}>
      {t(`condition.${condition}`)}
    </Badge>
  );
}
