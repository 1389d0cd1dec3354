import { DirectionProvider, MantineProvider, mergeThemeOverrides, useDirection } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from './api/query-client.js';
import { directionOf } from './i18n/i18n.js';
import { router } from './router.js';
import { PageTitle } from './shell/page-arrival.js';
import { theme } from './theme/theme.js';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// What keeps the page from scrolling below a dialog writes a style of its own, and looks for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

/** Keeps the page's language and direction those of its words. */
function LanguageOfPage() {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  const language = i18n.resolvedLanguage ?? 'en';
  useEffect(() => {
    document.documentElement.lang = language;
    setDirection(directionOf(language));
  }, [language, setDirection]);
  return null;
}

export function App() {
  const { t } = useTranslation();
  // Whatever is closed by a cross (a dialog, a notification) says so in words.
  const named = useMemo(
    () => mergeThemeOverrides(theme, { components: { CloseButton: { defaultProps: { 'aria-label': t('close') } } } }),
    [t],
  );
  return (
    <DirectionProvider detectDirection={false}>
      <MantineProvider theme={named} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={queryClient}>
          <ModalsProvider>
            <LanguageOfPage />
            <PageTitle />
            <Notifications position="bottom-right" />
            <RouterProvider router={router} />
          </ModalsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
