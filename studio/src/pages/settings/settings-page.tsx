import { Tabs } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '@core/accounts/permissions.js';
import { lazyPart, type LazyPart } from '../../parts/lazy-part.js';
import { PageHeader } from '../../parts/page-header.js';
import { useMay } from '../../session/session.js';
import { NotFoundPage, PendingPage } from '../../shell/states.js';
import { ProfileSection } from './profile-section.js';

interface Section {
  name: 'profile' | 'people' | 'keys' | 'audit';
  /** Without it the section is not offered. */
  needs?: Permission;
  Content: ComponentType;
  opener?: LazyPart<object>['opener'];
}

// Whoever looks after their own account needs none of these.
const people = lazyPart(async () => (await import('./people-section.js')).PeopleSection);
const keys = lazyPart(async () => (await import('./keys-section.js')).KeysSection);
const audit = lazyPart(async () => (await import('./audit-section.js')).AuditSection);

const SECTIONS: readonly Section[] = [
  { name: 'profile', Content: ProfileSection },
  { name: 'people', needs: 'accounts:read', Content: people.Part, opener: people.opener },
  { name: 'keys', needs: 'accounts:read', Content: keys.Part, opener: keys.opener },
  { name: 'audit', needs: 'accounts:read', Content: audit.Part, opener: audit.opener },
];

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const may = useMay();
  const navigate = useNavigate();
  const { section } = useParams({ from: '/signed-in/settings/$section' });
  const offered = SECTIONS.filter(({ needs }) => needs === undefined || may(needs));
  if (!offered.some(({ name }) => name === section)) return <NotFoundPage />;
  return (
    <>
      <PageHeader title={t('title')} />
      <Tabs
        value={section}
        onChange={(next) => {
          if (next !== null) void navigate({ to: '/settings/$section', params: { section: next } });
        }}
        keepMounted={false}
      >
        <Tabs.List mb="lg" aria-label={t('sections')}>
          {offered.map(({ name, opener }) => (
            <Tabs.Tab key={name} value={name} {...opener}>
              {t(`${name}.tab`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {offered.map(({ name, Content }) => (
          <Tabs.Panel key={name} value={name}>
            <Suspense fallback={<PendingPage />}>
              <Content />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
