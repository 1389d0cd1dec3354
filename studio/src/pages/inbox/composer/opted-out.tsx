import { Alert } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The person said stop: nothing goes to them, a template neither. */
export function OptedOut({ since }: { since: string }) {
  const { t, i18n } = useTranslation('inbox');
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(since));
  return (
    <Alert color="gray" icon={<IconHandStop aria-hidden />} title={t('optedOut.title')}>
      {t('optedOut.text', { day })}
    </Alert>
  );
}
