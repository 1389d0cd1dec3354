import { Alert, NativeSelect, SegmentedControl, Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompiledFlow } from '@core/flow/compiled-flow.js';
import { useMay } from '../../../session/session.js';
import { channelTemplatesQuery, channelsQuery } from '../../channels/channel-queries.js';
import { useDraft } from '../draft/draft-store.js';
import { languageName } from '../draft/language-name.js';
import { PlayChat } from './play-chat.js';
import { PreviewStep } from './preview-step.js';
import { isProvider, PROVIDER_NAMES, PROVIDERS } from './providers.js';
import type { Samples } from './samples.js';

/** The phone beside the editor: what the customer will see, and a chat with the survey as it stands now. */
export function PhonePanel() {
  const { t } = useTranslation('editor-map');
  const flow = useDraft((draft) => draft.flow);
  const isCurrent = useDraft((draft) => draft.isCurrent);
  return (
    <Stack gap="sm">
      {!isCurrent && flow && <Alert color="yellow">{t('phone.stale')}</Alert>}
      {flow ? <Phone flow={flow} /> : <Alert color="gray">{t('phone.broken')}</Alert>}
    </Stack>
  );
}

function Phone({ flow }: { flow: CompiledFlow }) {
  const { t, i18n } = useTranslation('editor-map');
  const spoken = useDraft((draft) => draft.spoken);
  const speak = useDraft((draft) => draft.speak);
  const [view, setView] = useState<'preview' | 'play'>('preview');
  const provider = useDraft((draft) => draft.provider);
  const sendThrough = useDraft((draft) => draft.sendThrough);
  const [samples, setSamples] = useState<Samples>({});
  const templates = useTemplates();
  const language = flow.languages.find((tag) => tag === spoken) ?? flow.languages[0] ?? 'en';
  const shared = { flow, language, capabilities: PROVIDERS[provider], templates, samples };
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('phone.view')}
        value={view}
        onChange={(chosen) => setView(chosen === 'play' ? 'play' : 'preview')}
        data={[
          { value: 'preview', label: t('phone.preview') },
          { value: 'play', label: t('phone.play') },
        ]}
      />
      <NativeSelect
        size="xs"
        label={t('phone.provider')}
        value={provider}
        onChange={({ currentTarget: { value } }) => isProvider(value) && sendThrough(value)}
        data={PROVIDER_NAMES.map((name) => ({ value: name, label: t(`providers.${name}`) }))}
      />
      <Tabs value={language} onChange={(tag) => tag !== null && speak(tag)}>
        {flow.languages.length > 1 && (
          <Tabs.List mb="sm" aria-label={t('phone.language')}>
            {flow.languages.map((tag) => (
              <Tabs.Tab key={tag} value={tag}>
                {languageName(tag, i18n.language)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        )}
        {flow.languages.map((tag) => (
          <Tabs.Panel key={tag} value={tag} tabIndex={-1}>
            {tag === language && view === 'preview' && <PreviewStep {...shared} onSamples={setSamples} />}
            {tag === language && view === 'play' && <PlayChat {...shared} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

/** The catalogue of the first channel, for what is sent when the window has closed; nothing for whoever may not see it. */
function useTemplates() {
  const may = useMay();
  const { data: channels } = useQuery({ ...channelsQuery, enabled: may('channels:read') && may('templates:read') });
  const channelId = channels?.[0]?.id;
  const { data } = useQuery({ ...channelTemplatesQuery(channelId ?? ''), enabled: channelId !== undefined });
  return data?.items ?? NONE;
}

const NONE: never[] = [];
