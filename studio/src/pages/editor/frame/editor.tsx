import { Alert, Drawer, Stack, Tabs } from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { ProblemAlert } from '../../../parts/problem-alert.js';
import { useMay } from '../../../session/session.js';
import { PendingPage } from '../../../shell/states.js';
import { ConflictDialog } from '../draft/conflict-dialog.js';
import { DraftContext } from '../draft/draft-store.js';
import { calledIds, calledQuery } from '../draft/editor-queries.js';
import { useDraftSession, type Opened } from '../draft/use-draft-session.js';
import classes from './editor.module.css';
import { EditorHeader } from './editor-header.js';
import { LanguageChoice } from './language-choice.js';

const FormView = lazy(() => import('../form/form-view.js').then(({ FormView: view }) => ({ default: view })));
const MapView = lazy(() => import('../map/map-view.js').then(({ MapView: view }) => ({ default: view })));
const YamlView = lazy(() => import('../yaml/yaml-view.js').then(({ YamlView: view }) => ({ default: view })));
const TranslationsView = lazy(() =>
  import('../translations/translations-view.js').then(({ TranslationsView: view }) => ({ default: view })),
);
const SettingsView = lazy(() =>
  import('../settings/settings-view.js').then(({ SettingsView: view }) => ({ default: view })),
);
const PhonePanel = lazy(() => import('../phone/phone-panel.js').then(({ PhonePanel: panel }) => ({ default: panel })));

const VIEWS = ['form', 'map', 'yaml', 'translations', 'settings'] as const;
type View = (typeof VIEWS)[number];
/** Those in which nothing can be changed by whoever may only look. */
const READABLE: readonly View[] = ['yaml'];
/** Those that show texts in one language. */
const IN_ONE_LANGUAGE: readonly View[] = ['form', 'map', 'settings'];

const route = getRouteApi('/signed-in/surveys/$flowId');

/** Header, the chosen view, and the phone always beside it. */
export function Editor({ flowId, opened }: { flowId: string; opened: Opened }) {
  const { t } = useTranslation('editor');
  const may = useMay();
  const mayWrite = may('flows:write');
  const { view: chosen, step } = route.useSearch();
  const navigate = useNavigate();
  const { store, saver, refused } = useDraftSession(flowId, opened, step, mayWrite);
  const saving = useStore(store, (draft) => draft.saving);
  const selected = useStore(store, (draft) => draft.selected);
  const steps = useStore(store, (draft) => draft.definition?.steps);
  const hasRoom = useMediaQuery('(min-width: 75em)', true);
  const [isPhoneOpen, phone] = useDisclosure();

  const calls = calledIds(steps).join(' ');
  const called = useQuery(calledQuery(useMemo(() => (calls === '' ? [] : calls.split(' ')), [calls])));
  useEffect(() => {
    if (called.data) store.getState().setCalled(called.data);
  }, [called.data, store]);

  // The address names the step, so that it can be sent to somebody; looking around is no history to go back through.
  useEffect(() => {
    if (selected === step) return;
    void navigate({
      to: '/surveys/$flowId',
      params: { flowId },
      search: { ...(chosen && { view: chosen }), ...(selected !== undefined && { step: selected }) },
      replace: true,
    });
  }, [navigate, flowId, chosen, step, selected]);

  // In a text field the browser's own undo would take back what the whole editor did.
  const undo = () => store.getState().undo();
  const redo = () => store.getState().redo();
  useHotkeys(
    [
      ['mod+Z', undo],
      ['mod+shift+Z', redo],
      ['mod+Y', redo],
    ],
    ['.cm-editor'],
    false,
  );

  const views = VIEWS.filter((view) => mayWrite || READABLE.includes(view));
  const view = views.find((name) => name === chosen) ?? views[0] ?? 'yaml';
  const shown: Record<View, ReactNode> = {
    form: <FormView />,
    map: <MapView />,
    yaml: <YamlView readOnly={!mayWrite} />,
    translations: <TranslationsView />,
    settings: <SettingsView />,
  };

  return (
    <DraftContext value={store}>
      <EditorHeader mayWrite={mayWrite} saver={saver} onPhone={hasRoom ? undefined : phone.open} />
      <Stack gap="sm" mb="sm">
        {refused !== undefined && <ProblemAlert error={refused} onRetry={() => void saver?.flush()} />}
        {!mayWrite && <Alert color="gray">{t('readOnly')}</Alert>}
      </Stack>
      <div className={classes.frame}>
        <Tabs
          className={classes.views}
          value={view}
          keepMounted={false}
          onChange={(name) => {
            const next = views.find((known) => known === name);
            if (!next) return;
            void navigate({
              to: '/surveys/$flowId',
              params: { flowId },
              search: { view: next, ...(selected !== undefined && { step: selected }) },
            });
          }}
        >
          <Tabs.List mb="md" aria-label={t('views.label')}>
            {views.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`views.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {views.map((name) => (
            <Tabs.Panel key={name} value={name}>
              {IN_ONE_LANGUAGE.includes(name) && <LanguageChoice />}
              <Suspense fallback={<PendingPage />}>{shown[name]}</Suspense>
            </Tabs.Panel>
          ))}
        </Tabs>
        {hasRoom && (
          <aside className={classes.phone} aria-label={t('phone')}>
            <Suspense fallback={<PendingPage />}>
              <PhonePanel />
            </Suspense>
          </aside>
        )}
      </div>
      {!hasRoom && (
        <Drawer
          opened={isPhoneOpen}
          onClose={phone.close}
          position="right"
          size="min(100%, 420px)"
          title={t('phone')}
          closeButtonProps={{ 'aria-label': t('common:close') }}
        >
          <Suspense fallback={<PendingPage />}>
            <PhonePanel />
          </Suspense>
        </Drawer>
      )}
      {saver && saving === 'conflict' && <ConflictDialog flowId={flowId} saver={saver} />}
    </DraftContext>
  );
}
