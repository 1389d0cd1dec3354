import { Checkbox, Stack } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ROLE_NAMES } from './permission-names.js';

/** Which roles somebody has, each in plain words. */
export function RoleChoice(props: GetInputPropsReturnType) {
  const { t } = useTranslation(['settings', 'account']);
  return (
    <Checkbox.Group label={t('people.roles')} description={t('people.rolesHelp')} required {...props}>
      <Stack gap="sm" mt="xs">
        {ROLE_NAMES.map((role) => (
          <Checkbox
            key={role}
            value={role}
            label={t(`account:roles.${role}.name`)}
            description={t(`account:roles.${role}.may`)}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
