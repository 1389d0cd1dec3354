import { Alert, Code, List, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import type { ProviderView } from '@core/api/channel-views.js';

/** The provider that the simulator plays unless it is told otherwise, and its key. */
const USUAL = { provider: '360dialog', key: 'sim-key-1' };

/** Says that the simulator stands in for the provider, or how one gets it to. */
export function SimulatorHint({ provider: { provider, title, elsewhere } }: { provider: ProviderView }) {
  const { t } = useTranslation('channels');
  if (elsewhere === null && provider !== USUAL.provider) return null;
  return (
    <Alert
      icon={<IconFlask aria-hidden />}
      color="blue"
      title={elsewhere === null ? t('simulator.tryTitle') : t('simulator.title', { provider: title })}
    >
      {elsewhere === null ? (
        <>
          <Text size="sm">{t('simulator.try')}</Text>
          <List size="sm" mt="xs" type="ordered">
            <List.Item>
              <Trans t={t} i18nKey="simulator.start" components={[<Code key="0" dir="ltr" />]} />
            </List.Item>
            <List.Item>
              <Trans t={t} i18nKey="simulator.point" components={[<Code key="0" dir="ltr" />]} />
            </List.Item>
          </List>
        </>
      ) : (
        <Text size="sm">
          <Trans
            t={t}
            i18nKey={provider === USUAL.provider ? 'simulator.hereUsual' : 'simulator.here'}
            values={{ address: elsewhere, key: USUAL.key }}
            components={[<Code key="0" dir="ltr" />]}
          />
        </Text>
      )}
    </Alert>
  );
}
