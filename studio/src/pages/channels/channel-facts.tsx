import { Anchor, Group, Paper, Table, Text, type AnchorProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { createLink } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '@core/api/views.js';
import { CopyField } from './copy-field.js';
import { channelTemplatesQuery, providersQuery } from './channel-queries.js';
import { useMay } from '../../session/session.js';
import { When } from '../../parts/when.js';

const LinkAnchor = createLink((props: AnchorProps & ComponentProps<'a'>) => <Anchor {...props} />);

/** What the number is, and where its provider reaches us. */
export function ChannelFacts({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('channels');
  const may = useMay();
  const { data: providers } = useQuery(providersQuery);
  const { data: templates } = useQuery({ ...channelTemplatesQuery(channel.id), enabled: may('templates:read') });
  const provider = providers?.find((known) => known.provider === channel.provider);
  const hasTemplates = provider?.abilities.templates !== 'none';
  const facts: [name: string, said: ReactNode][] = [
    [t('facts.provider'), provider?.title ?? channel.provider],
    [t('facts.number'), channel.phoneNumber === null ? '–' : <bdi dir="ltr">{channel.phoneNumber}</bdi>],
    [
      t('facts.health'),
      channel.health === null ? (
        t('condition.unknown')
      ) : (
        <Group gap={6} key="health">
          {t(`canSend.${channel.health.canSend}`)}
          <Text span size="xs">
            <When at={channel.health.checkedAt} />
          </Text>
        </Group>
      ),
    ],
    [t('facts.quality'), t(`quality.${channel.health?.quality ?? 'untold'}`)],
  ];
  return (
    <Paper withBorder p="md">
      <Table fz="sm" withRowBorders={false}>
        <Table.Tbody>
          {facts.map(([name, said]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w="35%">
                {name}
              </Table.Th>
              <Table.Td>{said}</Table.Td>
            </Table.Tr>
          ))}
          {hasTemplates && (
            <Table.Tr>
              <Table.Th scope="row">{t('facts.templates')}</Table.Th>
              <Table.Td>
                <Group gap={6}>
                  {may('templates:read') ? (
                    <LinkAnchor to="/templates" search={{ channel: channel.id }} size="sm">
                      {t('facts.templateCount', { count: templates?.items.length ?? 0 })}
                    </LinkAnchor>
                  ) : null}
                  <Text span size="xs">
                    {channel.templatesSyncedAt === null ? (
                      t('facts.neverSynced')
                    ) : (
                      <When at={channel.templatesSyncedAt} />
                    )}
                  </Text>
                </Group>
              </Table.Td>
            </Table.Tr>
          )}
          <Table.Tr>
            <Table.Th scope="row">{t('facts.since')}</Table.Th>
            <Table.Td>
              <When at={channel.createdAt} />
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      {channel.siteUrl === null ? (
        <CopyField
          label={t('facts.webhook')}
          help={t('facts.webhookHelp', { provider: provider?.title ?? channel.provider })}
          text={channel.webhookUrl}
        />
      ) : (
        <>
          <CopyField label={t('facts.site')} help={t('facts.siteHelp')} text={channel.siteUrl} />
          <CopyField
            label={t('facts.embed')}
            help={t('facts.embedHelp')}
            text={`<script src="${channel.siteUrl}.js" async></script>`}
          />
        </>
      )}
    </Paper>
  );
}
