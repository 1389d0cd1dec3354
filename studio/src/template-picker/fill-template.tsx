import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Template } from '@core/templates/template.js';
import type { BoundValues, FieldRemark } from './bind-values.js';
import { fieldsOf, type TemplateField, type TemplateValues } from './fields.js';
import { TemplateBubble } from './template-bubble.js';
import type { Variable } from './variables.js';
import { VariableInput } from './variable-input.js';

/** The second step: a field for every value, and beside it the message as it becomes. */
export function FillTemplate({
  template,
  values,
  onChange,
  bound,
  variables,
  keptText,
  areErrorsShown,
}: {
  template: Template;
  values: TemplateValues;
  onChange: (values: TemplateValues) => void;
  bound: BoundValues;
  variables: readonly Variable[];
  /** What was being written when the window closed. */
  keptText: string;
  /** Empty fields are found wanting only once somebody wanted to go on. */
  areErrorsShown: boolean;
}) {
  const { t } = useTranslation('inbox');
  const fields = fieldsOf(template);
  const forText = fields.filter(({ part }) => part === 'body' || part === 'header');
  const remark = ({ code, facts }: FieldRemark): string => t(`picker.field.${code}`, facts);
  const errorOf = (key: string): string | undefined => {
    const error = bound.errors[key];
    return error && (areErrorsShown || error.code !== 'empty' || error.facts['context'] === 'variable')
      ? remark(error)
      : undefined;
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Stack gap="md">
        {keptText !== '' && forText.length > 0 && (
          <Alert variant="light" color="blue" title={t('picker.kept.title')}>
            <Stack gap="xs" align="flex-start">
              <Text size="sm" lineClamp={4} dir="auto">
                {keptText}
              </Text>
              <Group gap="xs">
                {forText.map((field) => (
                  <Button
                    key={field.key}
                    size="xs"
                    variant="default"
                    onClick={() => onChange({ ...values, [field.key]: keptText })}
                  >
                    {t('picker.kept.use', { field: field.name })}
                  </Button>
                ))}
              </Group>
            </Stack>
          </Alert>
        )}
        {fields.length === 0 ? (
          <Text c="dimmed">{t('picker.nothingToFill')}</Text>
        ) : (
          <Text size="sm" c="dimmed">
            {t('picker.variable.hint')} <code dir="ltr">{'{{ contact.name }}'}</code>
          </Text>
        )}
        {fields.map((field) => {
          const note = bound.notes[field.key];
          return (
            <VariableInput
              key={field.key}
              label={labelOf(t, field)}
              {...(note && { description: remark(note) })}
              value={values[field.key] ?? ''}
              onChange={(value) => onChange({ ...values, [field.key]: value })}
              error={errorOf(field.key)}
              variables={variables}
              inputMode={field.part === 'header-link' ? 'url' : 'text'}
            />
          );
        })}
        {bound.others.map((problem) => (
          <Alert key={problem} color="red" role="alert">
            {problem}
          </Alert>
        ))}
      </Stack>
      <TemplateBubble preview={bound.preview} />
    </SimpleGrid>
  );
}

function labelOf(t: TFunction<'inbox'>, { part, name }: TemplateField): string {
  if (part === 'header-link') return t(`picker.label.${name}`);
  if (part === 'url-suffix') return t('picker.label.suffix', { button: name });
  return t(part === 'header' ? 'picker.label.header' : 'picker.label.body', { name });
}
