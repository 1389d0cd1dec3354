import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface FormActionsProps {
  /** What the form does, in a verb. */
  submit: string;
  pending: boolean;
  /** Nothing can be done as it stands; what is in the way is said elsewhere. */
  disabled?: boolean;
  onCancel: () => void;
}

/** The end of a form in a dialog: away from it, or done. */
export function FormActions({ submit, pending, disabled = false, onCancel }: FormActionsProps) {
  const { t } = useTranslation('common');
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={pending} disabled={disabled}>
        {submit}
      </Button>
    </Group>
  );
}
