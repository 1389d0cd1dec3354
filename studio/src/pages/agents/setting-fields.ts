import { z } from 'zod';

/** As much of JSON Schema as the settings of agents are written in. */
const Property = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  items: z.object({ enum: z.array(z.string()).optional() }).optional(),
});
const Settings = z.object({
  properties: z.record(z.string(), Property),
  required: z.array(z.string()).default([]),
});

interface FieldHead {
  name: string;
  label: string;
  help: string | undefined;
  isRequired: boolean;
}
/** One setting as a form asks for it: a text, any words, or some of the given ones. */
export type SettingField = FieldHead &
  (
    | { form: 'text'; usual: string | undefined }
    | { form: 'words' }
    | { form: 'choices'; choices: readonly string[]; usual: readonly string[] }
  );

export type SettingValues = Record<string, string | string[]>;

const Texts = z.array(z.string()).catch([]);

/** The fields of a kind's settings, in their order. */
export function settingFields(schema: unknown): SettingField[] {
  const { properties, required } = Settings.parse(schema);
  return Object.entries(properties).map(([name, { type, title, description, default: usual, items }]) => {
    const head = { name, label: title ?? name, help: description, isRequired: required.includes(name) };
    if (type !== 'array') return { ...head, form: 'text', usual: typeof usual === 'string' ? usual : undefined };
    if (items?.enum === undefined) return { ...head, form: 'words' };
    return { ...head, form: 'choices', choices: items.enum, usual: Texts.parse(usual) };
  });
}

/** What a form begins with: what the link has, else what is usual. */
export function firstValues(
  fields: readonly SettingField[],
  given: Readonly<Record<string, unknown>> = {},
): SettingValues {
  return Object.fromEntries(
    fields.map((field) => {
      const has = given[field.name];
      switch (field.form) {
        case 'text':
          return [field.name, typeof has === 'string' ? has : (field.usual ?? '')];
        case 'words':
          return [field.name, Texts.parse(has)];
        case 'choices':
          return [field.name, has === undefined ? [...field.usual] : Texts.parse(has)];
      }
    }),
  );
}

/** As the service takes them: what was left empty is not given. */
export function givenSettings(values: SettingValues): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const tidy = typeof value === 'string' ? value.trim() : value;
      return tidy.length > 0 ? [[name, tidy]] : [];
    }),
  );
}
