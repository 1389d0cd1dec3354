import { ActionIcon, AppShell, Burger, Group, Menu, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.js';
import { useMay, useMe } from '../session/session.js';
import { AREAS } from './areas.js';
import { ColoursMenu } from './colours-menu.js';
import { ConnectionNotice } from './connection-notice.js';
import { LanguageMenu } from './language-menu.js';
import { FocusOnArrival } from './page-arrival.js';
import { PendingPage } from './states.js';
import { useExpiredLogin } from '../session/expired-login.js';

const SignInAgain = lazy(() => import('./sign-in-again.js').then(({ SignInAgain: dialog }) => ({ default: dialog })));

/** The frame around every page: where one can go, who one is, how it looks. */
export function Shell() {
  const { t } = useTranslation();
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const may = useMay();
  const isExpired = useExpiredLogin();
  useEffect(close, [path, close]);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('nav.open')} />
            <Text fw={700} component="span">
              Canvass
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <LanguageMenu />
            <ColoursMenu />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('nav.label')}>
        <ScrollArea>
          {AREAS.filter(({ needs }) => needs === undefined || may(needs)).map(({ name, icon: AreaIcon }) => (
            <NavLink
              key={name}
              component={Link}
              to={`/${name}`}
              label={t(`nav.${name}`)}
              leftSection={<AreaIcon size={20} stroke={1.6} aria-hidden />}
              active={path === `/${name}` || path.startsWith(`/${name}/`)}
              {...(path.startsWith(`/${name}`) ? { 'aria-current': 'page' as const } : {})}
            />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <FocusOnArrival on="content" />
        <ConnectionNotice />
        <Suspense>{isExpired && <SignInAgain />}</Suspense>
        <Suspense fallback={<PendingPage />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    await api.delete('/session');
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('account')}>
          <IconUserCircle size={22} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email ?? me.name}</Menu.Label>
        <Menu.Item component={Link} to="/settings/profile" leftSection={<IconUserCircle size={16} />}>
          {t('account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
