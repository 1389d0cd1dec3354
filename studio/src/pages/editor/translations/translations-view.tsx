import { Group, Paper, Progress, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../draft/language-name.js';
import { anyText } from '../fields/read.js';
import { TextField } from '../fields/text-field.js';
import { useFlow } from '../fields/use-flow.js';
import { CsvButtons } from './csv-buttons.js';
import { flowTexts, isMissing, type FlowText } from './flow-texts.js';
import classes from './translations.module.css';

const keyOf = ({ path }: FlowText): string => path.join('.');

/** All texts of the flow in its first language, each beside its translation. */
export function TranslationsView() {
  const { t, i18n } = useTranslation('editor-form');
  const { definition, languages } = useFlow();
  const [base = 'en', ...others] = languages;
  const [chosen, setChosen] = useState<string>();
  /** Those that were missing when it was chosen to see only these: what is being written does not go from under the hands. */
  const [begun, setBegun] = useState<ReadonlySet<string>>();
  const target = others.find((language) => language === chosen) ?? others[0];
  if (target === undefined) return <Text>{t('translations.single')}</Text>;
  const all = [...flowTexts(definition)].filter(({ texts }) => [...texts.values()].some((text) => text !== ''));
  const missing = all.filter((one) => isMissing(one, target));
  const shown = begun ? all.filter((one) => begun.has(keyOf(one)) || isMissing(one, target)) : all;
  const done = all.length - missing.length;
  return (
    <Stack>
      <Group align="flex-end">
        <Select
          label={t('translations.into')}
          allowDeselect={false}
          data={others.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          value={target}
          onChange={(language) => {
            setChosen(language ?? undefined);
            if (begun && language !== null) setBegun(new Set(all.filter((one) => isMissing(one, language)).map(keyOf)));
          }}
        />
        <Switch
          label={t('translations.missing')}
          checked={begun !== undefined}
          onChange={(event) => setBegun(event.currentTarget.checked ? new Set(missing.map(keyOf)) : undefined)}
        />
        <CsvButtons />
      </Group>
      <Stack gap={4}>
        <Text size="sm" role="status">
          {t('translations.progress', { n: done, all: all.length })}
        </Text>
        <Progress value={all.length === 0 ? 100 : (100 * done) / all.length} aria-label={t('translations.done')} />
      </Stack>
      {shown.map(({ path, texts }) => {
        const written = texts.get('') ?? Object.fromEntries(texts);
        const source = anyText(written, base);
        return (
          <Paper key={path.join('.')} withBorder p="sm">
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
              <Text lang={base} dir="auto" className={classes.source}>
                {source}
              </Text>
              <TextField
                path={path}
                value={texts.has('') ? undefined : written}
                language={target}
                required
                label={t('translations.of', { language: languageName(target, i18n.language), text: source })}
                hideLabel
                {...(texts.has('') && { note: () => t('translations.forAll') })}
              />
            </SimpleGrid>
          </Paper>
        );
      })}
    </Stack>
  );
}
