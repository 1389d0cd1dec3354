import { Badge, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Role } from '@core/accounts/permissions.js';

export function RoleBadges({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation('account');
  return (
    <Group gap={4}>
      {roles.map((role) => (
        <Badge key={role} variant="default" fw={500}>
          {t(`roles.${role}.name`)}
        </Badge>
      ))}
    </Group>
  );
}
