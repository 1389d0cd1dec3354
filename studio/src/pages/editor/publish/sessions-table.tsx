import { Table } from '@mantine/core';
import type { PreviewView } from '@core/api/version-views.js';
import { useTranslation } from 'react-i18next';
import { When } from '../../../parts/when.js';

type Versions = NonNullable<PreviewView['sessions']>['versions'];

/** Where people are at the moment, by version and question, and what becomes of that question. */
export function SessionsTable({ versions }: { versions: Versions }) {
  const { t, i18n } = useTranslation('editor');
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label={t('sessions.label')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sessions.version')}</Table.Th>
            <Table.Th>{t('sessions.question')}</Table.Th>
            <Table.Th>{t('sessions.waiting')}</Table.Th>
            <Table.Th>{t('sessions.change')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.flatMap(({ version, createdAt, questions, elsewhere }) => [
            ...questions.map(({ question, waiting, change }) => (
              <Table.Tr key={`${version} ${question}`}>
                <Table.Td>
                  <When at={createdAt} />
                </Table.Td>
                <Table.Td>
                  <bdi>{question}</bdi>
                </Table.Td>
                <Table.Td>{number.format(waiting)}</Table.Td>
                <Table.Td>{t(`changes.${change}`)}</Table.Td>
              </Table.Tr>
            )),
            ...(elsewhere > 0
              ? [
                  <Table.Tr key={`${version} elsewhere`}>
                    <Table.Td>
                      <When at={createdAt} />
                    </Table.Td>
                    <Table.Td>{t('sessions.elsewhere')}</Table.Td>
                    <Table.Td>{number.format(elsewhere)}</Table.Td>
                    <Table.Td />
                  </Table.Tr>,
                ]
              : []),
          ])}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
