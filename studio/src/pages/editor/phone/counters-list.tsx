import { Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Capabilities } from '@core/rendering/capabilities.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import { countersOf } from './counters.js';

/** From here on a longer name or translation may no longer fit. */
const NEARLY = 0.9;

/** How near the message comes to each limit of its channel. */
export function Counters({ message, capabilities }: { message: OutboundMessage; capabilities: Capabilities }) {
  const { t } = useTranslation('editor-map');
  return (
    <Stack gap={6} component="ul" m={0} p={0}>
      {countersOf(message, capabilities).map(({ of, n, max }) => (
        <Stack key={of} gap={2} component="li">
          <Group justify="space-between" gap="xs">
            <Text size="xs">{t(`limits.${of}`)}</Text>
            <Text size="xs" fw={n >= max * NEARLY ? 700 : 400}>
              {t('limits.count', { n, max })}
            </Text>
          </Group>
          <Progress size="xs" value={(n / max) * 100} color={n >= max * NEARLY ? 'orange' : 'leaf'} aria-hidden />
        </Stack>
      ))}
    </Stack>
  );
}
