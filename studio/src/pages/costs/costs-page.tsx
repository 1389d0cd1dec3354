import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../parts/page-header.js';
import { Estimate } from './estimate.js';
import { Prices } from './prices.js';
import { Spent } from './spent.js';

/** What messages cost: spent, to be expected, and the prices behind both. */
export function CostsPage() {
  const { t } = useTranslation('costs');
  return (
    <>
      <PageHeader title={t('title')} about={t('about')} />
      <Tabs defaultValue="spent" keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="spent">{t('tabs.spent')}</Tabs.Tab>
          <Tabs.Tab value="estimate">{t('tabs.estimate')}</Tabs.Tab>
          <Tabs.Tab value="prices">{t('tabs.prices')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="spent">
          <Spent />
        </Tabs.Panel>
        <Tabs.Panel value="estimate">
          <Estimate />
        </Tabs.Panel>
        <Tabs.Panel value="prices">
          <Prices />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
