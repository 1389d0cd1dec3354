import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconPlayerPause, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TemplateStatus } from '@core/templates/template.js';

const LOOKS = {
  approved: { icon: IconCheck, color: 'var(--mantine-color-green-7)' },
  pending: { icon: IconClock, color: 'var(--mantine-color-blue-6)' },
  unsubmitted: { icon: IconClock, color: 'var(--mantine-color-gray-6)' },
  rejected: { icon: IconX, color: 'var(--mantine-color-red-7)' },
  paused: { icon: IconPlayerPause, color: 'var(--mantine-color-orange-6)' },
  disabled: { icon: IconX, color: 'var(--mantine-color-red-7)' },
  deleted: { icon: IconX, color: 'var(--mantine-color-gray-6)' },
  unknown: { icon: IconAlertTriangle, color: 'var(--mantine-color-gray-6)' },
} as const;

/** What may be done with a template, told by a word and a sign. */
export function StatusBadge({ status }: { status: TemplateStatus }) {
  const { t } = useTranslation('templates');
  const { icon: Icon, color } = LOOKS[status];
  return (
    <Badge variant="default" fw={500} leftSection={<Icon size={14} color={color} aria-hidden />}>
      {t(`status.${status}`)}
    </Badge>
  );
}
