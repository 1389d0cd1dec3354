import { z } from 'zod';
import type { CompiledAsk } from '../compiled-flow.js';
import { answerTypeOf } from '../answers/registry.js';
import { answerKinds } from '../definition/ask-step.js';
import type { AskStep } from '../definition/ask-step.js';
import type { DocumentPath, Report } from '../definition/finding.js';
import { Localised } from '../definition/localised.js';
import type { Option } from '../definition/steps.js';
import { pickLocalised } from '../localised-text.js';

/** A reply from a template's button carries one of at most ten quick replies. */
const MAX_TEMPLATE_BUTTONS = 10;

/** What the schema cannot say about a question. `offered` are all options that it may have, its own and those taken over. */
export function checkQuestion(
  step: AskStep,
  path: DocumentPath,
  offered: readonly Option[],
  languages: readonly string[],
  report: Report,
): void {
  const optionIds = offered.map((option) => option.id);
  const ownIds = (step.options ?? []).map((option) => option.id);
  duplicates(ownIds).forEach((at) =>
    report({
      severity: 'error',
      rule: 'option-id-duplicate',
      message: `the option id "${ownIds[at] ?? ''}" is there twice`,
      path: [...path, 'options', at, 'id'],
    }),
  );
  for (const language of languages) {
    const labels = (step.options ?? []).map((option) => pickLocalised(option.label, language, languages));
    duplicates(labels.map(foldLabel)).forEach((at) => {
      if (labels[at]?.includes('{{')) return;
      report({
        severity: 'error',
        rule: 'option-label-duplicate',
        message: `two options read "${labels[at] ?? ''}" in "${language}"`,
        path: [...path, 'options', at, 'label'],
      });
    });
  }
  const kind = answerKinds.find((candidate) => candidate === step.ask);
  if (kind === undefined) return;
  const type = answerTypeOf(kind);
  checkSpecify(step, type.specify ?? false, path, report);
  for (const finding of type.lint(step.fields, { optionIds, optional: step.optional ?? false, languages }))
    report({ ...finding, path: [...path, ...finding.path] });
}

/** Own words can be asked for once, and only where one answer is one choice or a list of them. */
function checkSpecify(step: AskStep, allowed: boolean, path: DocumentPath, report: Report): void {
  const asking = (step.options ?? []).flatMap((option, at) => (option.specify ? [at] : []));
  const [first, second] = asking;
  if (first !== undefined && !allowed)
    report({
      severity: 'error',
      rule: 'specify-not-here',
      message: `"${step.ask}" cannot ask for words of one's own`,
      mend: 'use single-choice or multiple-choice, or ask for the words in a question of their own',
      path: [...path, 'options', first, 'specify'],
    });
  else if (second !== undefined)
    report({
      severity: 'error',
      rule: 'specify-twice',
      message: 'only one option of a question can ask for words',
      path: [...path, 'options', second, 'specify'],
    });
}

/** `buttons: options` only works where a template's quick replies can be all the answers. */
export function checkTemplateButtons(
  step: AskStep,
  compiled: CompiledAsk,
  languages: readonly string[],
  report: Report,
): void {
  if (step.closed?.buttons !== 'options') return;
  const language = languages[0] ?? 'en';
  const question = {
    fields: step.fields,
    language,
    languages,
    optional: compiled.optional,
    options: (step.options ?? []).map((option) => ({
      id: option.id,
      label: pickLocalised(option.label, language, languages),
      synonyms: [],
      exclusive: option.exclusive ?? false,
      specify: option.specify ?? false,
    })),
    now: 0,
    timezone: 'UTC',
    contact: { attributes: {} },
    body: () => pickLocalised(step.text, language, languages),
    text: (localised: Localised) => pickLocalised(localised, language, languages),
  };
  const shown = compiled.type.present(question, []);
  const count = shown.options.length;
  const path = [...compiled.path, 'closed', 'buttons'];
  if (compiled.optionsVary || compiled.randomised)
    return report({
      severity: 'error',
      rule: 'template-buttons',
      message: 'the options of this question, or their order, differ from person to person; those of a template do not',
      path,
    });
  const { valueType } = compiled.type;
  if (shown.multiple || (count > 0 && (valueType === 'list' || valueType === 'object')))
    report({
      severity: 'error',
      rule: 'template-buttons',
      message: 'a template button gives one answer; this question takes several',
      path,
    });
  else if (count === 0)
    report({
      severity: 'error',
      rule: 'template-buttons',
      message: 'this question has no options that buttons could carry',
      path,
    });
  else if (count > MAX_TEMPLATE_BUTTONS)
    report({
      severity: 'error',
      rule: 'template-buttons',
      message: `a template has at most ${MAX_TEMPLATE_BUTTONS} quick replies; this question has ${count} options`,
      path,
    });
}

/** The localised texts among a type's own fields, found by their schema. */
export function ownTexts(
  schema: z.ZodObject,
  fields: unknown,
  path: DocumentPath,
): { text: Localised; path: DocumentPath }[] {
  return Object.entries(schema.shape).flatMap(([key, field]) => {
    const value: unknown =
      typeof fields === 'object' && fields !== null ? Object.getOwnPropertyDescriptor(fields, key)?.value : undefined;
    if (value === undefined) return [];
    const inner = unwrap(field);
    if (inner instanceof z.ZodObject) return ownTexts(inner, value, [...path, key]);
    if (inner instanceof z.ZodArray && Array.isArray(value)) {
      const element = unwrap(inner.element);
      return value.flatMap((entry, at) =>
        element instanceof z.ZodObject ? ownTexts(element, entry, [...path, key, at]) : [],
      );
    }
    if (inner !== Localised) return [];
    const text = Localised.safeParse(value);
    return text.success ? [{ text: text.data, path: [...path, key] }] : [];
  });
}

function unwrap(field: z.core.$ZodType): z.core.$ZodType {
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault ? unwrap(field.unwrap()) : field;
}

/** Indexes of entries that are there before already. */
function duplicates(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

function foldLabel(label: string): string {
  return label.normalize('NFKC').trim().replace(/\s+/g, ' ').toUpperCase().toLowerCase();
}
