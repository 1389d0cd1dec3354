import type { TemplateDraft } from '../draft.js';
import { placeholdersOf } from '../placeholders.js';
import { sanitiseParameter } from '../sanitise.js';
import { templateError, templateWarning, type TemplateFinding } from './finding.js';
import { wordsOf } from './words.js';

/** What the variables of one text are called, and whether they are written as WhatsApp reads them. */
export function checkVariableNames(
  field: string,
  text: string,
  format: TemplateDraft['parameterFormat'],
): TemplateFinding[] {
  const broken = brokenVariable(text);
  if (broken !== undefined) {
    const message = `"${broken}" is no variable: one looks like {{1}} or {{first_name}}`;
    return [templateError(field, text, 'variable-malformed', message)];
  }
  const names = placeholdersOf(text);
  return format === 'named' ? checkNamed(field, text, names) : checkPositional(field, text, names);
}

/** Braces that are left when every variable is taken out. */
function brokenVariable(text: string): string | undefined {
  const rest = text.replace(/\{\{\s*[A-Za-z0-9_]+\s*\}\}/g, '');
  return /\{\{[^{}]*\}{0,2}|\{[^{}]*\}\}|\}\}/.exec(rest)?.[0];
}

function checkNamed(field: string, text: string, names: readonly string[]): TemplateFinding[] {
  return names
    .filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))
    .map((name) => {
      const message = `{{${name}}} is no name of a variable: it begins with a–z and goes on with a–z, 0–9 and _`;
      return templateError(field, text, 'variable-name', message);
    });
}

function checkPositional(field: string, text: string, names: readonly string[]): TemplateFinding[] {
  const named = names.find((name) => !/^\d+$/.test(name));
  if (named !== undefined) {
    const message = `{{${named}}} has a name: variables are all numbered, or the parameter format is "named"`;
    return [templateError(field, text, 'variables-mixed', message)];
  }
  const expected = new Set(names.map((_, at) => String(at + 1)));
  const odd = names.find((name) => !expected.has(name));
  if (odd === undefined) return [];
  const message = `the variables of ${field} must be {{1}}, {{2}} and so on without a gap, and {{${odd}}} is not`;
  return [templateError(field, text, 'variables-not-sequential', message)];
}

/** Where variables stand in a body, and how many there are for its length. */
export function checkVariablePlaces(field: string, text: string, language: string): TemplateFinding[] {
  const findings: TemplateFinding[] = [];
  if (/^\s*\{\{/.test(text) || /\}\}\s*$/.test(text)) {
    const message = `${field} must not begin or end with a variable (Meta’s error 2388299)`;
    findings.push(templateError(field, text, 'variable-at-the-edge', message));
  }
  if (/\}\}\s*\{\{/.test(text)) {
    findings.push(templateError(field, text, 'variables-adjacent', `${field} has variables with no word between them`));
  }
  return [...findings, ...checkRatio(field, text, language)];
}

/**
 * Meta refuses too many variables for the length (2388293) and publishes no number. Two words a variable is the
 * shortest that was seen to pass; several vendors found that one more is wanted.
 */
function checkRatio(field: string, text: string, language: string): TemplateFinding[] {
  const variables = placeholdersOf(text).length;
  const words = wordsOf(text.replace(/\{\{[^{}]*\}\}/g, ' '), language);
  if (variables === 0 || words > 2 * variables) return [];
  const found = words < 2 * variables ? templateError : templateWarning;
  const message =
    `${field} has ${variables} variables and ${words} words besides them, ` +
    `and Meta wants about ${2 * variables + 1}: write more, or fill in less (error 2388293)`;
  return [found(field, text, 'too-many-variables', message)];
}

/** Every variable has a value to show to the reviewer, and no value is left over. */
export function checkSamples(
  field: string,
  names: readonly string[],
  samples: Readonly<Record<string, string>>,
): TemplateFinding[] {
  const findings: TemplateFinding[] = [];
  for (const name of names) {
    const sample = Object.hasOwn(samples, name) ? (samples[name] ?? '') : '';
    const place = `${field}.${name}`;
    if (sample.trim() === '') {
      findings.push(templateError(place, sample, 'sample-missing', `{{${name}}} needs a sample value for the review`));
    } else if (sanitiseParameter(sample) !== sample.trim()) {
      const message = `the sample of {{${name}}} must have no line break, no tab and no more than four spaces in a row`;
      findings.push(templateError(place, sample, 'sample-format', message));
    }
  }
  for (const [name, sample] of Object.entries(samples)) {
    if (names.includes(name)) continue;
    findings.push(templateError(`${field}.${name}`, sample, 'sample-unknown', `there is no variable {{${name}}}`));
  }
  return findings;
}
