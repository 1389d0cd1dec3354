import { Anchor, Button, Center, Code, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntryView } from '@core/api/account-views.js';
import { EmptyState } from '../../parts/empty-state.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { PendingPage } from '../../shell/states.js';
import classes from './audit-section.module.css';
import { auditQuery, keysQuery, usersQuery } from './settings-queries.js';
import { When } from '../../parts/when.js';

/** Who changed what, narrowed down to a person or a thing. */
export function AuditSection() {
  const { t } = useTranslation('settings');
  const [by, setBy] = useState<string | null>(null);
  const [subject, setSubject] = useState('');
  const [wanted] = useDebouncedValue(subject.trim(), 300);
  const users = useQuery(usersQuery);
  const keys = useQuery(keysQuery);
  const entries = useInfiniteQuery(auditQuery({ by: by ?? undefined, subject: wanted || undefined }));
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = by !== null || wanted !== '';
  const makers = [
    ...(users.data ?? []).map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
    ...(keys.data ?? []).map(({ id, name }) => ({ value: id, label: t('audit.byKey', { name }) })),
    { value: 'installation', label: t('audit.installation') },
  ];
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" maw="70ch">
        {t('audit.about')}
      </Text>
      <Group align="flex-end">
        <Select
          label={t('audit.who')}
          placeholder={t('audit.anybody')}
          data={makers}
          value={by}
          onChange={setBy}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('audit.anybody') }}
          w={280}
        />
        <TextInput
          label={t('audit.subject')}
          placeholder="flow:clinic-visit"
          dir="ltr"
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
          w={280}
        />
      </Group>
      {entries.error && <ProblemAlert error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isPending && <PendingPage />}
      {entries.data && items.length === 0 && (
        <EmptyState
          icon={<IconHistory />}
          title={t(isNarrowed ? 'audit.noneOfThose' : 'audit.none')}
          text={t(isNarrowed ? 'audit.noneOfThoseText' : 'audit.about')}
        />
      )}
      {items.length > 0 && <Entries items={items} onSubject={setSubject} />}
      {entries.hasNextPage && (
        <Center>
          <Button variant="default" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            {t('common:more')}
          </Button>
        </Center>
      )}
    </Stack>
  );
}

function Entries({ items, onSubject }: { items: readonly AuditEntryView[]; onSubject: (subject: string) => void }) {
  const { t } = useTranslation('settings');
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table verticalSpacing="xs" aria-label={t('audit.tab')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('audit.when')}</Table.Th>
            <Table.Th>{t('audit.who')}</Table.Th>
            <Table.Th>{t('audit.what')}</Table.Th>
            <Table.Th>{t('audit.subject')}</Table.Th>
            <Table.Th>{t('audit.more')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ id, at, by, action, subject, data }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <When at={at} />
              </Table.Td>
              <Table.Td>
                {by.kind === 'installation' && t('audit.installation')}
                {by.kind === 'key' && t('audit.byKey', { name: by.name })}
                {by.kind !== 'installation' && by.kind !== 'key' && <bdi>{by.name}</bdi>}
              </Table.Td>
              <Table.Td>{t(`actions.${action}`, { defaultValue: action })}</Table.Td>
              <Table.Td maw={260}>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  dir="ltr"
                  truncate
                  display="block"
                  maw="100%"
                  mih={24}
                  onClick={() => onSubject(subject)}
                  aria-label={t('audit.onlyThis', { subject })}
                >
                  {subject}
                </Anchor>
              </Table.Td>
              <Table.Td maw={280}>
                <Group gap={4}>
                  {Object.entries(data).map(([name, value]) => (
                    <Code key={name} dir="ltr" className={classes['fact'] ?? ''}>
                      {`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`}
                    </Code>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
