import { Badge, Group, Radio, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '@core/api/channel-views.js';
import classes from './provider-choice.module.css';

/** One of the providers that the service knows. */
export function ProviderChoice({
  providers,
  chosen,
  onChoose,
}: {
  providers: readonly ProviderView[];
  chosen: string;
  onChoose: (provider: string) => void;
}) {
  const { t } = useTranslation('channels');
  return (
    <Radio.Group label={t('connectPage.provider')} value={chosen} onChange={onChoose}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} mt="xs" spacing="sm">
        {providers.map(({ provider, title, elsewhere }) => (
          <Radio.Card key={provider} value={provider} p="sm" className={classes.card ?? ''}>
            <Group wrap="nowrap" gap="sm">
              <Radio.Indicator />
              <Text fw={600} size="sm">
                {title}
              </Text>
              {elsewhere !== null && (
                <Badge variant="default" fw={500}>
                  {t('connectPage.simulator')}
                </Badge>
              )}
            </Group>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
