import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const KEYS = [
  ['?', 'help'],
  ['/', 'search'],
  ['↑ ↓', 'move'],
  ['Enter', 'open'],
  ['r', 'reply'],
  ['n', 'note'],
  ['t', 'template'],
  ['d', 'details'],
  ['Shift Enter', 'break'],
] as const;

/** The shortcuts; those of a single key can be turned off, for who speaks to the machine. */
export function Shortcuts({
  isOpen,
  onClose,
  areOn,
  onTurn,
}: {
  isOpen: boolean;
  onClose: () => void;
  areOn: boolean;
  onTurn: (areOn: boolean) => void;
}) {
  const { t } = useTranslation('inbox');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        {KEYS.map(([keys, name]) => (
          <Group key={name} justify="space-between" wrap="nowrap">
            <Text size="sm">{t(`keys.${name}`)}</Text>
            <Group gap={4} dir="ltr" wrap="nowrap">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
        <Switch
          label={t('keys.on')}
          description={t('keys.onHint')}
          checked={areOn}
          onChange={({ currentTarget }) => onTurn(currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}
