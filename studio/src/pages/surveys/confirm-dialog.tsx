import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../parts/problem-alert.js';

/** Asks once more before something is gone. `title` names the deed, and stands on its button. */
export function ConfirmDialog({
  title,
  text,
  action,
  onClose,
}: {
  title: string;
  text: string;
  action: () => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation('surveys');
  const queries = useQueryClient();
  const deed = useMutation({
    mutationFn: action,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['surveys'] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack>
        <Text>{text}</Text>
        {deed.error && <ProblemAlert error={deed.error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button color="red" loading={deed.isPending} onClick={() => deed.mutate()}>
            {title}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
