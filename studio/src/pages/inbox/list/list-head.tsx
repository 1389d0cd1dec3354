import { ActionIcon, Button, Group, Indicator, Popover, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { countsQuery, labelsQuery, peopleQuery } from '../inbox-api.js';
import {
  STATES,
  WINDOWS,
  hiddenFilters,
  withFilter,
  withoutHidden,
  type FilterName,
  type ListFilter,
} from './list-filter.js';
import { channelNames } from './channel-names.js';
import classes from './list.module.css';

const SEARCH_AFTER_MS = 250;

/** What the list shows: by who has it, by what is searched for, and by the filters behind the button. */
export function ListHead({
  filter,
  onFilter,
  isLive,
  searchRef,
}: {
  filter: ListFilter;
  onFilter: (filter: ListFilter) => void;
  isLive: boolean;
  searchRef: Ref<HTMLInputElement>;
}) {
  const { t } = useTranslation('inbox');
  const { data: counts } = useQuery(countsQuery);
  const [typed, setTyped] = useState(filter['q'] ?? '');
  const search = useDebouncedCallback((q: string) => onFilter(withFilter(filter, 'q', q)), SEARCH_AFTER_MS);
  const set = (name: FilterName, value: string | null): void => onFilter(withFilter(filter, name, value));
  const countOf = {
    waiting: counts?.waiting,
    'with-person': counts?.withPerson,
    'with-bot': counts?.withBot,
    all: counts?.all,
  };
  return (
    <Stack gap="xs" className={classes.filters}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={1} size="h3">
          {t('title')}
        </Title>
        <Text size="xs" c="dimmed" role="status">
          {isLive ? t('live.on') : t('live.off')}
        </Text>
      </Group>
      <TextInput
        ref={searchRef}
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          search(currentTarget.value);
        }}
      />
      <Group gap="xs" wrap="nowrap">
        <Select
          className={classes.state}
          aria-label={t('filter.state')}
          allowDeselect={false}
          data={STATES.map((state) => ({
            value: state,
            label: t('filter.counted', { name: t(`filter.states.${state}`), count: countOf[state] ?? 0 }),
          }))}
          value={STATES.find((state) => state === filter['state']) ?? 'all'}
          onChange={(value) => set('state', value === 'all' ? null : value)}
        />
        <MoreFilters filter={filter} set={set} onClear={() => onFilter(withoutHidden(filter))} />
      </Group>
    </Stack>
  );
}

function MoreFilters({
  filter,
  set,
  onClear,
}: {
  filter: ListFilter;
  set: (name: FilterName, value: string | null) => void;
  onClear: () => void;
}) {
  const { t } = useTranslation('inbox');
  const { data: labels } = useQuery(labelsQuery);
  const { data: people } = useQuery(peopleQuery);
  const { data: channels } = useQuery(channelNames);
  const count = hiddenFilters(filter);
  const common = { clearable: true, searchable: true, comboboxProps: { withinPortal: false } };
  return (
    <Popover position="bottom-end" withArrow trapFocus width={280}>
      <Indicator label={count} size={16} disabled={count === 0}>
        <Popover.Target>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={count === 0 ? t('filter.more') : t('filter.moreSet', { count })}
          >
            <IconFilter size={18} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Select
            {...common}
            label={t('filter.assignee')}
            data={[
              { value: 'me', label: t('filter.me') },
              { value: 'none', label: t('filter.nobody') },
              ...(people?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={filter['assignee'] ?? null}
            onChange={(value) => set('assignee', value)}
          />
          <Select
            {...common}
            label={t('filter.team')}
            data={people?.teams ?? []}
            value={filter['team'] ?? null}
            onChange={(value) => set('team', value)}
          />
          <Select
            {...common}
            label={t('filter.label')}
            data={labels?.items ?? []}
            value={filter['label'] ?? null}
            onChange={(value) => set('label', value)}
          />
          <Select
            {...common}
            label={t('filter.channel')}
            data={(channels ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={filter['channelId'] ?? null}
            onChange={(value) => set('channelId', value)}
          />
          <Select
            {...common}
            label={t('filter.window')}
            data={WINDOWS.map((state) => ({ value: state, label: t(`filter.windows.${state}`) }))}
            value={filter['window'] ?? null}
            onChange={(value) => set('window', value)}
          />
          <Button variant="default" size="xs" disabled={count === 0} onClick={onClear}>
            {t('filter.clear')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
