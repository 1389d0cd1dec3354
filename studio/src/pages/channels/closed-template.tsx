import { Fieldset, Select, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@core/templates/template.js';
import { placeholdersOf } from '@core/templates/placeholders.js';
import type { GivenValue } from './channel-settings.js';

/** The template that goes out when the window closes on a question that has none of its own. */
export function ClosedTemplate({
  template,
  values,
  templates,
  errors,
  onChange,
}: {
  template: string | null;
  values: readonly GivenValue[];
  templates: readonly Template[];
  /** By field: `template`, and `value <name>`. */
  errors: Readonly<Record<string, ReactNode>>;
  onChange: (template: string | null, values: GivenValue[]) => void;
}) {
  const { t } = useTranslation('channels');
  const usable = templates.filter(({ status }) => status === 'approved');
  const names = [...new Set([...usable.map(({ name }) => name), ...(template === null ? [] : [template])])].toSorted();
  return (
    <Fieldset legend={t('settings.closed')}>
      <Stack gap="sm">
        <Select
          label={t('settings.closedTemplate')}
          description={t('settings.closedHelp')}
          placeholder={t('settings.none')}
          data={names}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('settings.clear') }}
          value={template}
          error={errors['template']}
          onChange={(chosen) => onChange(chosen, valuesAsked(usable.find(({ name }) => name === chosen)))}
        />
        {template !== null &&
          values.map(({ name, value }, at) =>
            typeof value === 'string' ? (
              <TextInput
                key={name}
                label={t('settings.value', { name })}
                description={at === 0 ? t('settings.valueHelp') : undefined}
                dir="auto"
                error={errors[`value ${name}`]}
                value={value}
                onChange={({ currentTarget }) =>
                  onChange(
                    template,
                    values.map((given) => (given.name === name ? { name, value: currentTarget.value } : given)),
                  )
                }
              />
            ) : (
              <Text key={name} size="sm">
                {t('settings.valueByLanguage', { name, languages: Object.keys(value).join(', ') })}
              </Text>
            ),
          )}
      </Stack>
    </Fieldset>
  );
}

/** What is to be filled in, header first; all languages of a template ask for the same. */
function valuesAsked(template: Template | undefined): GivenValue[] {
  if (template === undefined) return [];
  const { header, body } = template;
  const names = [...(header?.kind === 'text' ? placeholdersOf(header.text) : []), ...placeholdersOf(body)];
  return [...new Set(names)].map((name) => ({ name, value: '' }));
}
