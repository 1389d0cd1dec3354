import { Alert, Select, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { checkTemplateCall } from '@core/templates/check-call.js';
import { chooseVariant } from '@core/templates/choose-variant.js';
import { quickRepliesOf } from '@core/templates/match-buttons.js';
import { TemplateCall } from '@core/templates/template-call.js';
import { Option } from '@core/flow/definition/steps.js';
import { fieldsOf } from '../../../../template-picker/fields.js';
import type { StepPath } from '../../draft/step-path.js';
import { PlainField } from '../../fields/plain-field.js';
import { fieldOf, listOf, textOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { ValueTextField } from '../../fields/value-text-field.js';
import { setField } from '../edits/text-edits.js';
import { flowVariables } from '../logic/flow-variables.js';
import { chooseTemplate, placeOf } from './call-edits.js';
import { useTemplates } from './use-templates.js';

/**
 * The template that goes out when the window has closed: chosen from those that are approved, with a value for each of
 * its fields, and what the core finds wrong with it.
 */
export function ClosedFields({
  path,
  value,
  options,
  isTalk = false,
}: {
  path: StepPath;
  value: unknown;
  /** Of the question; absent where it is for all questions, whose options differ, and for a talk, which has none. */
  options?: unknown;
  /** A talk with an agent goes on with it. */
  isTalk?: boolean;
}) {
  const { t } = useTranslation('editor-question');
  const { definition, edit, language, languages } = useFlow();
  const { templates, mayLook, isPending } = useTemplates();
  const isForAll = options === undefined && !isTalk;
  const name = textOf(fieldOf(value, 'template'));
  const variants = templates.filter((template) => template.name === name);
  const template = chooseVariant(variants, language, languages) ?? variants[0];
  const approved = templates.filter(({ status }) => status === 'approved').map((one) => one.name);
  const names = [...new Set([...approved, ...(name === '' ? [] : [name])])].toSorted();
  const call = TemplateCall.safeParse(value);
  const asked = listOf(options).flatMap((option) => {
    const read = Option.safeParse(option);
    return read.success ? [read.data] : [];
  });
  const problems =
    call.success && mayLook && !isPending ? checkTemplateCall(call.data, variants, languages, asked) : [];
  const variables = flowVariables(definition, isForAll ? [] : path.slice(0, -1), {
    language,
    words: {
      name: t('closed.contact.name'),
      language: t('closed.contact.language'),
      phone: t('closed.contact.phone'),
      attribute: t('closed.contact.attribute'),
    },
  });
  const isTapped = fieldOf(value, 'buttons') === 'options';
  const mayTap = options !== undefined && ((template && quickRepliesOf(template).length > 0) ?? isTapped);
  return (
    <>
      {mayLook ? (
        <Select
          label={t('closed.template')}
          description={t(isTalk ? 'closed.helpOfTalk' : isForAll ? 'closed.helpForAll' : 'closed.help')}
          placeholder={t(isForAll ? 'closed.noneForAll' : 'closed.none')}
          nothingFoundMessage={t('closed.nothingFound')}
          data={names}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('closed.clear') }}
          value={name === '' ? null : name}
          onChange={(chosen) =>
            edit((doc) =>
              chooseTemplate(
                doc,
                path,
                chosen ?? undefined,
                templates.find((one) => one.name === chosen),
              ),
            )
          }
        />
      ) : (
        <PlainField
          path={[...path, 'template']}
          value={name}
          label={t('closed.template')}
          description={t('closed.byName')}
        />
      )}
      {template && (
        <Text size="sm" dir="auto">
          <q>{template.body}</q>
        </Text>
      )}
      {template && fieldsOf(template).length > 0 && (
        <Stack gap="sm" role="group" aria-label={t('closed.values')}>
          {fieldsOf(template).map((field, index) => {
            const at = placeOf(fieldOf(value, 'params'), path, field);
            const label = t(`closed.parts.${field.part}`, { name: field.name });
            const written = fieldOf(value, ...at.slice(path.length));
            return field.part === 'header-link' || field.part === 'url-suffix' ? (
              <PlainField key={field.key} path={at} value={written} label={label} />
            ) : (
              <ValueTextField
                key={field.key}
                path={at}
                value={written}
                label={label}
                variables={variables}
                required={typeof at.at(-1) === 'number'}
                note={index === 0 ? t('closed.valueHelp', { example: EXAMPLE }) : undefined}
              />
            );
          })}
        </Stack>
      )}
      {mayTap && (
        <Switch
          label={t('closed.buttons')}
          description={t('closed.buttonsHelp')}
          checked={isTapped}
          onChange={(event) => {
            const isOn = event.currentTarget.checked;
            edit((doc) => setField(doc, [...path, 'buttons'], isOn ? 'options' : undefined));
          }}
        />
      )}
      {problems.length > 0 && (
        <Alert color="yellow" p="xs" title={t('closed.problems')}>
          {problems.map(({ message }) => (
            <Text key={message} size="sm">
              <bdi>{message}</bdi>
            </Text>
          ))}
        </Alert>
      )}
    </>
  );
}

/** A value that is never empty, which WhatsApp asks for. */
const EXAMPLE = "{{ contact.name | default: 'there' }}";
