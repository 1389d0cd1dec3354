import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useTranslation } from 'react-i18next';

export interface Question {
  title: string;
  /** What comes of it. */
  text: string;
  /** What the button says: the deed, in a verb. */
  confirm: string;
  /** Nothing is lost by it; as a rule the button is red. */
  harmless?: boolean;
  onConfirm: () => void;
}

/** Asks before something is done that cannot be taken back. */
export function useConfirm(): (question: Question) => void {
  const { t } = useTranslation('common');
  return ({ title, text, confirm, harmless = false, onConfirm }) =>
    modals.openConfirmModal({
      title,
      children: <Text size="sm">{text}</Text>,
      labels: { confirm, cancel: t('cancel') },
      confirmProps: harmless ? {} : { color: 'red' },
      closeButtonProps: { 'aria-label': t('close') },
      onConfirm,
    });
}
