import { Select, Stack, Switch, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { answerTypes, type AnswerKind } from '@core/flow/answers/registry.js';
import { Localised } from '@core/flow/definition/localised.js';
import type { StepPath } from '../draft/step-path.js';
import { PlainField } from '../fields/plain-field.js';
import { fieldOf, listOf, textOf } from '../fields/read.js';
import { TextField } from '../fields/text-field.js';
import { useFlow } from '../fields/use-flow.js';
import { setField } from './edits/text-edits.js';

const bare = (schema: unknown): unknown => (schema instanceof z.ZodOptional ? schema.unwrap() : schema);

/** Names of texts that belong together, such as the two labels of a yes-no. */
const textsIn = (inner: unknown): string[] => {
  if (!(inner instanceof z.ZodObject)) return [];
  const fields = Object.entries(inner.shape);
  return fields.every(([, schema]) => bare(schema) === Localised) ? fields.map(([name]) => name) : [];
};

const isEditable = (inner: unknown): boolean =>
  inner === Localised ||
  textsIn(inner).length > 0 ||
  (inner instanceof z.ZodArray && inner.element instanceof z.ZodString) ||
  [z.ZodBoolean, z.ZodNumber, z.ZodString, z.ZodEnum].some((kind) => inner instanceof kind);

/** Own fields of a question type that there is an input for; a new type needs nothing here. */
export const editableFields = (kind: AnswerKind): string[] =>
  Object.entries(answerTypes[kind].fields.shape).flatMap(([name, schema]) => (isEditable(bare(schema)) ? [name] : []));

/** Inputs for them, by what their schema takes. */
export function TypeFields({ kind, path, step }: { kind: AnswerKind; path: StepPath; step: object }) {
  const { t } = useTranslation(['editor-form', 'editor-question']);
  const { edit } = useFlow();
  const shape: Record<string, unknown> = answerTypes[kind].fields.shape;
  return editableFields(kind).map((name) => {
    const inner = bare(shape[name]);
    const at = [...path, name];
    const value = fieldOf(step, name);
    const label = t(`fields.${name}`, { defaultValue: name });
    if (inner === Localised) return <TextField key={name} path={at} value={value} label={label} />;
    const texts = textsIn(inner);
    if (texts.length > 0) {
      return (
        <Stack key={name} gap="sm" role="group" aria-label={label}>
          {texts.map((text) => (
            <TextField
              key={text}
              path={[...at, text]}
              value={fieldOf(value, text)}
              label={t(`editor-question:${name}.${text}`, { defaultValue: text })}
            />
          ))}
        </Stack>
      );
    }
    if (inner instanceof z.ZodArray) {
      return (
        <TagsInput
          key={name}
          label={label}
          description={t(`editor-question:${name}Help`, { defaultValue: '' })}
          value={listOf(value).map(textOf)}
          onChange={(words) => edit((doc) => setField(doc, at, words.length === 0 ? undefined : words))}
        />
      );
    }
    if (inner instanceof z.ZodBoolean) {
      return (
        <Switch
          key={name}
          label={label}
          checked={value === true}
          onChange={(event) => {
            const isOn = event.currentTarget.checked;
            edit((doc) => setField(doc, at, isOn || undefined));
          }}
        />
      );
    }
    if (inner instanceof z.ZodEnum) {
      return (
        <Select
          key={name}
          label={label}
          clearable
          data={inner.options.map((option) => {
            const text = String(option);
            return { value: text, label: t(`values.${text}`, { defaultValue: text }) };
          })}
          value={textOf(value) || null}
          onChange={(chosen) => edit((doc) => setField(doc, at, chosen ?? undefined))}
        />
      );
    }
    return <PlainField key={name} path={at} value={value} label={label} numeric={inner instanceof z.ZodNumber} />;
  });
}
