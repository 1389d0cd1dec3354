import { Button, Stack, Text } from '@mantine/core';
import { IconMessage2Check } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';

/** Stands in the place of the composer while only a template may be sent. */
export function ClosedWindow({
  draft,
  neverWrote,
  onTemplate,
}: {
  /** What was being written when it closed. */
  draft: string;
  neverWrote: boolean;
  onTemplate: () => void;
}) {
  const { t } = useTranslation('inbox');
  return (
    <Stack gap="xs" className={classes.closed} role="status">
      <Text size="sm">{neverWrote ? t('closed.neverWrote') : t('closed.text')}</Text>
      {draft.trim() !== '' && (
        <Text size="sm" c="dimmed">
          {t('closed.kept')}{' '}
          <bdi className={classes.kept}>{draft.length > 200 ? `${draft.slice(0, 200)}…` : draft}</bdi>
        </Text>
      )}
      <Button leftSection={<IconMessage2Check size={18} aria-hidden />} onClick={onTemplate}>
        {t('closed.button')}
      </Button>
    </Stack>
  );
}
