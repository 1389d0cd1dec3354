import { Button, Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

const route = getRouteApi('/signed-in/surveys/$flowId');

/** What stands in the flow and has no fields here: its names, and the way to it. Shows nothing where there is none. */
export function OnlyInYaml({ fields }: { fields: readonly string[] }) {
  const { t, i18n } = useTranslation('editor-form');
  const navigate = route.useNavigate();
  const { step } = route.useSearch();
  if (fields.length === 0) return null;
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {t('onlyInYaml', { fields: new Intl.ListFormat(i18n.language).format(fields) })}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => void navigate({ to: '.', search: { view: 'yaml', ...(step !== undefined && { step }) } })}
      >
        {t('toYaml')}
      </Button>
    </Group>
  );
}
