import { RingProgress, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { TimeLeft } from './time-left.js';
import classes from './window-ring.module.css';

const COLOURS = { open: 'leaf', closing: 'orange' } as const;

/** The countdown of the 24-hour window: a ring with what is left in it, and a sentence for who cannot see it. */
export function WindowRing({ left, size = 44 }: { left: TimeLeft; size?: number }) {
  const { t } = useTranslation('inbox');
  const sentence = windowSentence(t, left);
  return (
    <Tooltip label={sentence}>
      <span className={classes.ring}>
        <RingProgress
          aria-hidden
          size={size}
          thickness={3}
          roundCaps
          sections={left.state === 'closed' ? [] : [{ value: left.percent, color: COLOURS[left.state] }]}
          label={
            <Text ta="center" fz={size < 40 ? 9 : 11} fw={600} lh={1} component="div">
              {left.state === 'closed' ? (
                <IconLock size={14} />
              ) : left.hours > 0 ? (
                t('window.hoursShort', { count: left.hours })
              ) : (
                t('window.minutesShort', { count: left.minutes })
              )}
            </Text>
          }
        />
        <VisuallyHidden>{sentence}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}

/** "Open for 5 hours and 3 minutes". */
export function windowSentence(t: TFunction<'inbox'>, left: TimeLeft): string {
  if (left.state === 'closed') return t('window.closed');
  const minutes = t('window.minutes', { count: left.minutes });
  if (left.hours === 0) return t('window.leftMinutes', { minutes });
  const hours = t('window.hours', { count: left.hours });
  return left.minutes === 0 ? t('window.leftHours', { hours }) : t('window.leftBoth', { hours, minutes });
}
