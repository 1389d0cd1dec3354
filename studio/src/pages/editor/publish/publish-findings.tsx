import { List, ScrollArea, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { FindingView } from '@core/api/views.js';
import { useTranslation } from 'react-i18next';

/** Mistakes first, then doubts; nothing where there are none. */
export function PublishFindings({ findings }: { findings: readonly FindingView[] }) {
  const { t } = useTranslation('editor');
  if (findings.length === 0) return null;
  const sorted = findings.toSorted(
    (one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'),
  );
  return (
    <ScrollArea.Autosize mah={220} tabIndex={0} role="region" aria-label={t('findings.label')}>
      <List size="sm" spacing={4}>
        {sorted.map(({ severity, line, column, rule, message }) => (
          <List.Item
            key={`${line} ${column} ${rule} ${message}`}
            icon={
              severity === 'error' ? <IconCircleX size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />
            }
          >
            <Text size="xs" fw={600}>
              {t(`findings.${severity}`, { line })}
            </Text>
            <Text size="sm" dir="ltr">
              {message}
            </Text>
          </List.Item>
        ))}
      </List>
    </ScrollArea.Autosize>
  );
}
