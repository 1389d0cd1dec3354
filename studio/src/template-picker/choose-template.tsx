import {
  Badge,
  Button,
  Checkbox,
  Group,
  Loader,
  ScrollArea,
  Select,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@core/templates/template.js';
import { ARROW_STOP, arrowFocus } from '../parts/arrow-focus.js';
import { languageName } from './language-name.js';
import { choose, offer, type OfferedTemplate, type TemplateFilter } from './offer.js';
import classes from './template-picker.module.css';

const PAGE = 50;

/** The first step: which template. What cannot be sent stands there, too, and says why. */
export function ChooseTemplate({
  templates,
  isLoading,
  language,
  onChoose,
}: {
  templates: readonly Template[];
  isLoading: boolean;
  /** Of the person; what they can read comes first. */
  language: string | null;
  onChoose: (template: Template) => void;
}) {
  const { t, i18n } = useTranslation('inbox');
  const [filter, setFilter] = useState<TemplateFilter>({
    search: '',
    language: null,
    category: null,
    isApprovedOnly: false,
  });
  const [shown, setShown] = useState(PAGE);
  const offered = useMemo(() => offer(templates), [templates]);
  const found = choose(offered, filter, language);
  const change = (part: Partial<TemplateFilter>): void => {
    setFilter({ ...filter, ...part });
    setShown(PAGE);
  };
  const languages = [...new Set(templates.map((template) => template.language))].toSorted();
  const categories = [...new Set(templates.map((template) => template.category))].toSorted();
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <TextInput
          className={classes.search}
          label={t('picker.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filter.search}
          data-autofocus
          onChange={({ currentTarget }) => change({ search: currentTarget.value })}
        />
        <Select
          className={classes.filter}
          label={t('picker.language')}
          placeholder={t('picker.any')}
          clearable
          clearButtonProps={{ 'aria-label': t('picker.any') }}
          data={languages.map((code) => ({ value: code, label: languageName(code, i18n.language) }))}
          value={filter.language}
          onChange={(value) => change({ language: value })}
        />
        <Select
          className={classes.filter}
          label={t('picker.category')}
          placeholder={t('picker.any')}
          clearable
          clearButtonProps={{ 'aria-label': t('picker.any') }}
          data={categories.map((category) => ({ value: category, label: t(`picker.categories.${category}`) }))}
          value={filter.category}
          onChange={(value) => change({ category: value })}
        />
      </Group>
      <Group justify="space-between">
        <Checkbox
          label={t('picker.approvedOnly')}
          checked={filter.isApprovedOnly}
          onChange={({ currentTarget }) => change({ isApprovedOnly: currentTarget.checked })}
        />
        <Text size="sm" c="dimmed" role="status">
          {isLoading ? '' : t('picker.found', { count: found.length })}
        </Text>
      </Group>
      {isLoading && <Loader size="sm" aria-label={t('common:loading')} />}
      {!isLoading && found.length === 0 && (
        <Text c="dimmed">{templates.length === 0 ? t('picker.none') : t('picker.noneFound')}</Text>
      )}
      <ScrollArea.Autosize mah="48vh" type="auto">
        <ul className={classes.list} aria-label={t('picker.list')} onKeyDown={arrowFocus}>
          {found.slice(0, shown).map((one) => (
            <li key={`${one.template.name} ${one.template.language}`}>
              <TemplateRow offered={one} onChoose={onChoose} />
            </li>
          ))}
        </ul>
        {found.length > shown && (
          <Button variant="subtle" fullWidth onClick={() => setShown(shown + PAGE)}>
            {t('common:more')}
          </Button>
        )}
      </ScrollArea.Autosize>
    </Stack>
  );
}

function TemplateRow({
  offered: { template, refusal },
  onChoose,
}: {
  offered: OfferedTemplate;
  onChoose: (template: Template) => void;
}) {
  const { t, i18n } = useTranslation('inbox');
  return (
    <UnstyledButton
      className={classes.row}
      aria-disabled={refusal !== undefined}
      onClick={() => refusal === undefined && onChoose(template)}
      {...ARROW_STOP}
    >
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text fw={600} size="sm" dir="auto" truncate className={classes.name}>
          {template.name}
        </Text>
        <Group gap={6} wrap="nowrap">
          <Badge variant="default" size="sm" fw={500}>
            {languageName(template.language, i18n.language)}
          </Badge>
          <Badge variant="default" size="sm" fw={500}>
            {t(`picker.categories.${template.category}`)}
          </Badge>
        </Group>
      </Group>
      <Text size="sm" c="dimmed" lineClamp={2} dir="auto">
        {template.body}
      </Text>
      {refusal && (
        <Text size="xs" fw={500} className={classes.refusal}>
          {t([`picker.refused.${refusal.code}`, 'picker.refused.other'])}
          {refusal.detail !== undefined && (
            <>
              {' '}
              <bdi>({refusal.detail})</bdi>
            </>
          )}
        </Text>
      )}
    </UnstyledButton>
  );
}
