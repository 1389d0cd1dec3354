import { Anchor, Badge, Group, Table, Text } from '@mantine/core';
import { IconCircleCheck, IconPencil, IconPencilExclamation } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { When } from '../../parts/when.js';
import { SurveyMenu } from './survey-menu.js';
import type { SurveyRow } from './survey-rows.js';

const ICONS = { published: IconCircleCheck, draft: IconPencil, changed: IconPencilExclamation };
const COLOURS = { published: 'leaf', draft: 'gray', changed: 'orange' };

export function SurveysTable({ rows }: { rows: readonly SurveyRow[] }) {
  const { t } = useTranslation('surveys');
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="sm" aria-label={t('title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.title')}</Table.Th>
            <Table.Th>{t('columns.state')}</Table.Th>
            <Table.Th>{t('columns.live')}</Table.Th>
            <Table.Th>{t('columns.responses')}</Table.Th>
            <Table.Th>{t('columns.changed')}</Table.Th>
            <Table.Th>
              <span aria-hidden />
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ row }: { row: SurveyRow }) {
  const { t, i18n } = useTranslation('surveys');
  const { id, title, languages, state, changedAt, live, responses } = row;
  const Icon = ICONS[state];
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/surveys/${id}`} fw={600}>
          <bdi>{title}</bdi>
        </Anchor>
        <Group gap={4}>
          {languages.map((tag) => (
            <Text key={tag} size="xs" c="dimmed" component="span" dir="ltr">
              {tag}
            </Text>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>
        <Badge
          variant="default"
          fw={500}
          miw="max-content"
          leftSection={<Icon size={14} color={`var(--mantine-color-${COLOURS[state]}-6)`} aria-hidden />}
        >
          {t(`state.${state}`)}
        </Badge>
      </Table.Td>
      <Table.Td>{number.format(live)}</Table.Td>
      <Table.Td>{number.format(responses)}</Table.Td>
      <Table.Td>
        <When at={changedAt} />
      </Table.Td>
      <Table.Td ta="end">
        <SurveyMenu row={row} />
      </Table.Td>
    </Table.Tr>
  );
}
