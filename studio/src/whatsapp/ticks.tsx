import { VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OutboundState } from '@core/conversations/conversation.js';
import classes from './whatsapp.module.css';

const ICONS: Record<OutboundState, typeof IconCheck> = {
  sending: IconClock,
  unknown: IconHelpCircle,
  accepted: IconCheck,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
};

/** How far a message has come, as WhatsApp shows it, and in a word. */
export function Ticks({ state }: { state: OutboundState }) {
  const { t } = useTranslation('whatsapp');
  const Icon = ICONS[state];
  return (
    <span className={classes.ticks} data-state={state} title={t(`states.${state}`)}>
      <Icon size={15} aria-hidden />
      <VisuallyHidden>{t(`states.${state}`)}</VisuallyHidden>
    </span>
  );
}
