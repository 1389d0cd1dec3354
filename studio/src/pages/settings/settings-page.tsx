import { Tabs } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '@core/accounts/permissions.js';
import { PageHeader } from '../../parts/page-header.js';
import { useMay } from '../../session/session.js';
import { NotFoundPage } from '../../shell/states.js';
import { AuditSection } from './audit-section.js';
import { KeysSection } from './keys-section.js';
import { PeopleSection } from './people-section.js';
import { ProfileSection } from './profile-section.js';

interface Section {
  name: 'profile' | 'people' | 'keys' | 'audit';
  /** Without it the section is not offered. */
  needs?: Permission;
  Content: ComponentType;
}

const SECTIONS: readonly Section[] = [
  { name: 'profile', Content: ProfileSection },
  { name: 'people', needs: 'accounts:read', Content: PeopleSection },
  { name: 'keys', needs: 'accounts:read', Content: KeysSection },
  { name: 'audit', needs: 'accounts:read', Content: AuditSection },
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
          {offered.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {t(`${name}.tab`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {offered.map(({ name, Content }) => (
          <Tabs.Panel key={name} value={name}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
