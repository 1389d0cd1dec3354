import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Disposition } from '@core/flow/session.js';
import type { ResultsView } from '@core/results/summary/summary-views.js';
import type { Outcome } from '@core/results/response-filter.js';
import type { ResultsFilter } from './filter.js';
import { useFormats } from './use-formats.js';

const OUTCOMES: readonly Outcome[] = ['active', ...Disposition.options];

/** Which responses are counted; everything stands in the address, so that a view can be sent to somebody. */
export function Filters({
  filter,
  choices,
  onChange,
}: {
  filter: ResultsFilter;
  choices: ResultsView['choices'];
  onChange: (name: keyof ResultsFilter, value: string | undefined) => void;
}) {
  const { t } = useTranslation('results');
  const { languageName, time } = useFormats();
  const select = (
    name: keyof ResultsFilter,
    label: string,
    every: string,
    options: { value: string; label: string }[],
  ) => (
    <NativeSelect
      label={label}
      value={filter[name] ?? ''}
      onChange={({ currentTarget }) => onChange(name, currentTarget.value)}
      data={[{ value: '', label: every }, ...options]}
    />
  );
  const versions = choices.versions.map(({ version, publishedAt }, at) => ({
    value: version,
    label: [publishedAt === null ? version : time(publishedAt), ...(at === 0 ? [t('filters.newest')] : [])].join(' · '),
  }));
  const languages = choices.languages.map((tag) => ({ value: tag, label: languageName(tag) }));
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      label={t(`filters.${name}`)}
      value={filter[name] ?? ''}
      onChange={({ currentTarget }) => onChange(name, currentTarget.value)}
    />
  );
  return (
    <SimpleGrid
      component="section"
      cols={{ base: 2, sm: 3, lg: choices.channels.length > 1 ? 7 : 6 }}
      spacing="sm"
      aria-label={t('filters.label')}
    >
      {select('version', t('filters.version'), t('filters.everyVersion'), versions)}
      {select('language', t('filters.language'), t('filters.everyLanguage'), languages)}
      {day('from')}
      {day('to')}
      {choices.channels.length > 1 &&
        select(
          'channelId',
          t('filters.channel'),
          t('filters.everyChannel'),
          choices.channels.map(({ id, name }) => ({ value: id, label: name })),
        )}
      {select(
        'disposition',
        t('filters.disposition'),
        t('filters.everyDisposition'),
        OUTCOMES.map((outcome) => ({ value: outcome, label: t(`disposition.${outcome}`) })),
      )}
      {select('partials', t('filters.partials'), t('filters.partial.include'), [
        { value: 'only', label: t('filters.partial.only') },
        { value: 'none', label: t('filters.partial.none') },
      ])}
    </SimpleGrid>
  );
}
