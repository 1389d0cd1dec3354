import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { queryClient } from './api/query-client.js';
import { ApiProblem } from './api/problem.js';
import { whenSignedOut } from './api/client.js';
import { withWords } from './i18n/i18n.js';
import { expiredLogin } from './session/expired-login.js';
import { meQuery, setupQuery } from './session/session.js';
import { BrokenPage, NotFoundPage, PendingPage } from './shell/states.js';
import { homeOf } from './shell/home.js';
import { Shell } from './shell/shell.js';

const root = createRootRouteWithContext()({ notFoundComponent: NotFoundPage });

/** Everything behind the sign-in; who is not signed in comes back to where they wanted to go. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      const { isNeeded } = await queryClient.fetchQuery(setupQuery);
      if (isNeeded) throw redirect({ to: '/welcome' });
      throw redirect({ to: '/sign-in', search: { then: location.href } });
    }
  },
});

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** What is looked for and filtered by: texts, each under its name. */
const texts = (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(search).flatMap(([key, value]) => (text(value) ? [[key, String(value)]] : [])));

/** The code of a one-time link. */
const code = (search: Record<string, unknown>): { code?: string } => {
  const given = text(search['code']);
  return given === undefined ? {} : { code: given };
};

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: homeOf(await queryClient.ensureQueryData(meQuery)) });
  },
});

/** One page with and without an open conversation, so that opening one leaves the list as it is. */
const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  validateSearch: texts,
  component: lazyRouteComponent(() => withWords('inbox', import('./pages/inbox/inbox-page.js')), 'InboxPage'),
});

const routeTree = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: (search): { then?: string } => {
      const then = text(search['then']);
      // Only within the studio.
      return then?.startsWith('/') && !then.startsWith('//') ? { then } : {};
    },
    component: lazyRouteComponent(() => withWords('account', import('./pages/account/sign-in-page.js')), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/welcome',
    validateSearch: code,
    component: lazyRouteComponent(() => withWords('account', import('./pages/account/welcome-page.js')), 'WelcomePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/join',
    validateSearch: code,
    component: lazyRouteComponent(() => withWords('account', import('./pages/account/join-page.js')), 'JoinPage'),
  }),
  signedIn.addChildren([
    home,
    createRoute({
      getParentRoute: () => signedIn,
      path: '/surveys',
      component: lazyRouteComponent(
        () => withWords('surveys', import('./pages/surveys/surveys-page.js')),
        'SurveysPage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/surveys/$flowId',
      validateSearch: (search): { view?: 'form' | 'map' | 'yaml' | 'translations' | 'settings'; step?: string } => ({
        ...(['form', 'map', 'yaml', 'translations', 'settings'].includes(String(search['view'])) && {
          view: search['view'] as 'form',
        }),
        ...(text(search['step']) && { step: text(search['step']) ?? '' }),
      }),
      component: lazyRouteComponent(() => withWords('editor', import('./pages/editor/editor-page.js')), 'EditorPage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/surveys/$flowId/versions',
      component: lazyRouteComponent(
        () => withWords('surveys', import('./pages/surveys/versions-page.js')),
        'VersionsPage',
      ),
    }),
    inbox.addChildren([createRoute({ getParentRoute: () => inbox, path: '$conversationId' })]),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/results',
      component: lazyRouteComponent(
        () => withWords('results', import('./pages/results/results-list-page.js')),
        'ResultsListPage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/results/$flowId',
      validateSearch: texts,
      component: lazyRouteComponent(
        () => withWords('results', import('./pages/results/results-page.js')),
        'ResultsPage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/templates',
      validateSearch: (search): { channel?: string } =>
        text(search['channel']) ? { channel: text(search['channel']) ?? '' } : {},
      component: lazyRouteComponent(
        () => withWords('templates', import('./pages/templates/templates-page.js')),
        'TemplatesPage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/templates/$channelId/new',
      component: lazyRouteComponent(
        () => withWords('templates', import('./pages/templates/new-template-page.js')),
        'NewTemplatePage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/templates/$channelId/$name',
      component: lazyRouteComponent(
        () => withWords('templates', import('./pages/templates/template-page.js')),
        'TemplatePage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/agents',
      component: lazyRouteComponent(() => withWords('agents', import('./pages/agents/agents-page.js')), 'AgentsPage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/agents/$agentId',
      component: lazyRouteComponent(() => withWords('agents', import('./pages/agents/agent-page.js')), 'AgentPage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/channels',
      component: lazyRouteComponent(
        () => withWords('channels', import('./pages/channels/channels-page.js')),
        'ChannelsPage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/channels/new',
      component: lazyRouteComponent(
        () => withWords('channels', import('./pages/channels/connect-page.js')),
        'ConnectPage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/channels/$channelId',
      component: lazyRouteComponent(
        () => withWords('channels', import('./pages/channels/channel-page.js')),
        'ChannelPage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/costs',
      component: lazyRouteComponent(() => withWords('costs', import('./pages/costs/costs-page.js')), 'CostsPage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/settings',
      beforeLoad: ({ location }) => {
        if (location.pathname === '/settings')
          throw redirect({ to: '/settings/$section', params: { section: 'profile' } });
      },
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/settings/$section',
      component: lazyRouteComponent(
        () => withWords('settings', import('./pages/settings/settings-page.js')),
        'SettingsPage',
      ),
    }),
  ]),
]);

export const router = createRouter({
  routeTree,
  context: {},
  defaultPreload: 'intent',
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

/** Asks for the page at the browser's address while the session is still being asked for: it is wanted in any case. */
export function beginFirstPage(): void {
  const [matchedRoutes] = router.getMatchedRoutes(router.latestLocation.pathname);
  for (const route of matchedRoutes) void router.loadRouteChunk(route);
}

// The login has expired while somebody worked: what they typed stays where it is (shell/sign-in-again.tsx).
whenSignedOut(() => {
  // Nobody was signed in: the router finds that out by itself.
  if (queryClient.getQueryData(meQuery.queryKey) !== undefined) expiredLogin.set(true);
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
