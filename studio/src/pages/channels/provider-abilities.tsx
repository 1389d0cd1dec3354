import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '@core/api/channel-views.js';

/** What the provider can do, line by line, so that nobody is surprised later. */
export function ProviderAbilities({ provider: { title, abilities } }: { provider: ProviderView }) {
  const { t } = useTranslation('channels');
  const { buttons, listRows, templates, typing, media, windowHours, perSecond } = abilities;
  const yesOrNo = (can: boolean) => t(can ? 'abilities.yes' : 'abilities.no');
  const lines = [
    ['buttons', buttons === 0 ? t('abilities.asNumbers') : t('abilities.upTo', { count: buttons })],
    ['list', listRows === 0 ? t('abilities.asNumbers') : t('abilities.rows', { count: listRows })],
    ['templates', t(`abilities.templatesBy.${templates}`)],
    ['window', windowHours === null ? t('abilities.noWindow') : t('abilities.hours', { count: windowHours })],
    ['typing', yesOrNo(typing)],
    ['media', yesOrNo(media)],
    ['perSecond', t('abilities.messages', { count: perSecond })],
  ] as const;
  return (
    <details>
      <Text component="summary" size="sm" fw={600}>
        {t('abilities.title', { provider: title })}
      </Text>
      <Table mt="xs" fz="sm">
        <Table.Tbody>
          {lines.map(([name, said]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{t(`abilities.${name}`)}</Table.Th>
              <Table.Td>{said}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}
