import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './thread.module.css';

/** Leads back to the end of the thread, and says what has come in there meanwhile. */
export function ToNewest({ count, onJump }: { count: number; onJump: () => void }) {
  const { t } = useTranslation('inbox');
  return (
    <Button
      className={classes.newest}
      size="xs"
      radius="xl"
      variant={count > 0 ? 'filled' : 'default'}
      leftSection={<IconArrowDown size={16} aria-hidden />}
      onClick={onJump}
    >
      {count > 0 ? t('thread.newestNew', { count }) : t('thread.newest')}
    </Button>
  );
}
