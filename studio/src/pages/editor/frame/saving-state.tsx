import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDraft, type Saving } from '../draft/draft-store.js';

const ICONS: Record<Saving, typeof IconCloudCheck> = {
  saved: IconCloudCheck,
  unsaved: IconCloudUp,
  saving: IconCloudUp,
  away: IconCloudOff,
  conflict: IconAlertTriangle,
};

/** Whether what is on the screen is safe. */
export function SavingState({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation('editor');
  const saving = useDraft((draft) => draft.saving);
  const Icon = ICONS[saving];
  return (
    <Group gap={6}>
      <Icon size={18} aria-hidden />
      <Text size="sm" role="status">
        {t(`saving.${saving}`)}
      </Text>
      {saving === 'away' && (
        <Button size="compact-sm" variant="subtle" onClick={onRetry}>
          {t('common:retry')}
        </Button>
      )}
    </Group>
  );
}
