import { Tabs } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../parts/lazy-part.js';
import { PageHeader } from '../../parts/page-header.js';
import { PendingPage } from '../../shell/states.js';
import { Spent } from './spent.js';

// Both are forms: whoever looks at what was spent needs neither.
const { Part: Estimate, opener: estimateOpener } = lazyPart(async () => (await import('./estimate.js')).Estimate);
const { Part: Prices, opener: pricesOpener } = lazyPart(async () => (await import('./prices.js')).Prices);

/** What messages cost: spent, to be expected, and the prices behind both. */
export function CostsPage() {
  const { t } = useTranslation('costs');
  return (
    <>
      <PageHeader title={t('title')} about={t('about')} />
      <Tabs defaultValue="spent" keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="spent">{t('tabs.spent')}</Tabs.Tab>
          <Tabs.Tab value="estimate" {...estimateOpener}>
            {t('tabs.estimate')}
          </Tabs.Tab>
          <Tabs.Tab value="prices" {...pricesOpener}>
            {t('tabs.prices')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="spent">
          <Spent />
        </Tabs.Panel>
        <Tabs.Panel value="estimate">
          <Suspense fallback={<PendingPage />}>
            <Estimate />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="prices">
          <Suspense fallback={<PendingPage />}>
            <Prices />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
