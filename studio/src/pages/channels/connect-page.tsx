import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectedChannelView, ProviderView } from '@core/api/channel-views.js';
import { api } from '../../api/client.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { PendingPage } from '../../shell/states.js';
import { channelQuery, providersQuery } from './channel-queries.js';
import { CredentialsForm, type GivenCredentials } from './credentials-form.js';
import { ProviderAbilities } from './provider-abilities.js';
import { ProviderChoice } from './provider-choice.js';
import { SimulatorHint } from './simulator-hint.js';

/** Connects a number: whose, with which key, and what it is called here. */
export function ConnectPage() {
  const { t } = useTranslation('channels');
  const providers = useQuery(providersQuery);
  const [chosen, setChosen] = useState<string>();
  if (providers.isPending) return <PendingPage />;
  if (providers.error) return <ProblemAlert error={providers.error} onRetry={() => void providers.refetch()} />;
  const provider = providers.data.find((known) => known.provider === chosen) ?? providers.data[0];
  return (
    <Stack maw={760} gap="lg">
      <Anchor component={Link} to="/channels" size="sm">
        {t('backToList')}
      </Anchor>
      <PageHeader title={t('connectPage.title')} about={t('connectPage.about')} />
      <ProviderChoice providers={providers.data} chosen={provider?.provider ?? ''} onChoose={setChosen} />
      {provider && <ConnectTo key={provider.provider} provider={provider} />}
    </Stack>
  );
}

function ConnectTo({ provider }: { provider: ProviderView }) {
  const { t } = useTranslation('channels');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const connect = useMutation({
    mutationFn: ({ name, credentials }: GivenCredentials) =>
      api.post<ConnectedChannelView>('/channels', { name, credentials, provider: provider.provider }),
    onSuccess: async (channel) => {
      queries.setQueryData(channelQuery(channel.id).queryKey, channel);
      await queries.invalidateQueries({ queryKey: ['channels', 'list'] });
      await navigate({ to: '/channels/$channelId', params: { channelId: channel.id } });
    },
  });
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Title order={2} size="h4">
          {t('connectPage.keys', { provider: provider.title })}
        </Title>
        <SimulatorHint provider={provider} />
        <CredentialsForm
          provider={provider}
          asksName
          submit={t('connect')}
          isPending={connect.isPending}
          error={connect.error}
          onSubmit={(given) => connect.mutate(given)}
        />
        <Text size="sm">{t('connectPage.checked', { provider: provider.title })}</Text>
        <ProviderAbilities provider={provider} />
      </Stack>
    </Paper>
  );
}
