import { Alert, Anchor, Badge, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SiteLine } from './site-line.js';
import type { Drift } from './template-queries.js';

const COLOURS = { broken: 'red', 'at-risk': 'yellow', changed: 'blue' } as const;

/** What breaks, or will, since a template is not what flows count on. */
export function DriftList({ drift, channelId }: { drift: readonly Drift[]; channelId?: string }) {
  const { t, i18n } = useTranslation('templates');
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <Stack gap="sm">
      {drift.map(({ template, language, kind, effect, message, takesEffectAt, sites }) => (
        <Alert
          key={`${template} ${language} ${kind}`}
          color={COLOURS[effect]}
          icon={<IconAlertTriangle aria-hidden />}
          title={
            <Group gap="xs">
              {channelId === undefined ? (
                <bdi>{template}</bdi>
              ) : (
                <Anchor
                  component={Link}
                  to={`/templates/${encodeURIComponent(channelId)}/${encodeURIComponent(template)}`}
                  inherit
                >
                  <bdi>{template}</bdi>
                </Anchor>
              )}
              <Badge variant="default" fw={500}>
                {t(`effect.${effect}`)}
              </Badge>
            </Group>
          }
        >
          <Text size="sm">{message}</Text>
          {takesEffectAt !== null && (
            <Text size="sm">{t('takesEffect', { day: day.format(new Date(takesEffectAt)) })}</Text>
          )}
          {sites.length > 0 && (
            <List size="sm" mt="xs">
              {sites.map((site) => (
                <List.Item key={`${site.flowId} ${site.version} ${site.path}`}>
                  <SiteLine site={site} />
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      ))}
    </Stack>
  );
}
