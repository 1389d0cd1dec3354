import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AgentLinkView, AgentUsesView } from '@core/api/agent-views.js';
import type { ChannelView } from '@core/api/views.js';
import { api } from '../../api/client.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useMay } from '../../session/session.js';
import { languagesOf } from './link-languages.js';

const channelsToChoose = {
  queryKey: ['agents', 'channels'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<{ items: ChannelView[] }>('/channels', { limit: 200 }, signal),
};

/** Lets everybody who writes to a channel talk to the agent: makes the talk where there is none, and sets it there. */
export function ConversationForm({
  agent,
  talks,
  onDone,
}: {
  agent: AgentLinkView;
  talks: AgentUsesView['flows'];
  onDone: () => void;
}) {
  const { t } = useTranslation('agents');
  const may = useMay();
  const queries = useQueryClient();
  const channels = useQuery({ ...channelsToChoose, enabled: may('channels:write') });
  const form = useForm<{ flowId: string | null; title: string; channelId: string | null }>({
    initialValues: { flowId: talks[0]?.flowId ?? null, title: agent.title, channelId: null },
    validate: {
      title: (title, { flowId }) => (flowId === null && title.trim() === '' ? t('uses.titleMissing') : null),
    },
  });
  const make = useMutation({
    mutationFn: async ({ flowId, title, channelId }: typeof form.values) => {
      const id = flowId ?? `${agent.id.slice(0, 59)}-talk`;
      if (flowId === null) {
        const { conversationFlow } = await import('./conversation-flow.js');
        const source = conversationFlow({ id, title, agent: agent.id, languages: languagesOf(agent) });
        await api.post('/flows', { source, origin: `${id}.yaml` });
      }
      const channel = channels.data?.items.find((known) => known.id === channelId);
      if (channel) {
        const settings = { ...channel.settings, defaultFlow: id };
        await api.patch(`/channels/${encodeURIComponent(channel.id)}`, { settings });
      }
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['agents'] });
      await queries.invalidateQueries({ queryKey: ['channels'] });
      notifications.show({ closeButtonProps: { 'aria-label': t('common:close') }, message: t('uses.done') });
      onDone();
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <Stack>
        <Text size="sm">{t('uses.about')}</Text>
        {make.error && <ProblemAlert error={make.error} />}
        {talks.length > 0 && (
          <Select
            label={t('uses.talk')}
            data={talks.map(({ flowId, title }) => ({ value: flowId, label: title }))}
            placeholder={t('uses.newTalk')}
            clearable={may('flows:publish')}
            clearButtonProps={{ 'aria-label': t('uses.newTalk') }}
            {...form.getInputProps('flowId')}
          />
        )}
        {form.values.flowId === null && (
          <TextInput label={t('uses.talkTitle')} withAsterisk maxLength={100} {...form.getInputProps('title')} />
        )}
        {may('channels:write') ? (
          <Select
            label={t('uses.channel')}
            description={t('uses.channelHelp')}
            placeholder={t('uses.noneYet')}
            data={(channels.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            clearButtonProps={{ 'aria-label': t('uses.noneYet') }}
            {...form.getInputProps('channelId')}
          />
        ) : (
          <Text size="sm">{t('uses.askOwner')}</Text>
        )}
        <Group>
          <Button
            type="submit"
            loading={make.isPending}
            disabled={form.values.flowId !== null && form.values.channelId === null}
          >
            {form.values.flowId === null ? t('uses.make') : t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
