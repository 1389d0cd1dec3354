import type { DocumentPath } from './finding.js';

/** What to do about a finding that does not say so itself, by rule. Rules whose message says it all are not here. */
const MENDS: Readonly<Record<string, string>> = {
  'yaml-duplicate-key': 'rename one of them, or take it out',
  'yaml-forbidden-key': 'choose another name',
  'yaml-unreadable': 'write repeated parts out instead of *alias, and nest less',
  'file-too-large': 'split the flow into several',
  'unknown-field': 'look for a slip in its name, or take it out',
  'field-missing': 'add it',
  'step-kind': 'give it exactly one of them; what follows a step stands in a step of its own, with its own dash',
  'unknown-question-type': 'choose one of these types',
  'step-id-duplicate': 'give one of them another id',
  'name-taken': 'choose another name for the value',
  'option-id-duplicate': 'give one of them another id',
  'option-label-duplicate': 'say in one of them what sets it apart: a person sees only the label',
  'goto-unknown-step': 'give a step this id, or go to one that is there',
  'loop-without-question': 'let the way back pass a question, or end it with a condition',
  'step-unreachable': 'let a goto or branch lead here, or take the step out',
  'condition-syntax':
    "compare with ==, join with && and ||, put texts into straight quotes: drink == 'tea' && cups > 2",
  'condition-unknown-name': "use a question's id, a `set` name or contact.…; put texts into quotes: drink == 'tea'",
  'condition-unknown-option': "use the option's id, not its label",
  'condition-wrong-type':
    "compare a number with a number (cups > 2), a text with a text in quotes (drink == 'tea'); look into a list with in ('tea' in likes)",
  'condition-not-boolean': "compare it with something: drink == 'tea'",
  'text-syntax': "write {{ name }} or {{ name | default: '…' }}; docs/flow-language.md lists what there is",
  'text-unknown-name': "use a question's id, a `set` name or contact.…",
  'text-missing': 'write it in at least one of the languages',
  'title-plain': 'take out what is in braces',
  'language-unused': 'add it to `languages`, or take the text out',
  'language-duplicate': 'take one of them out',
  'keyword-taken': 'choose another word',
  'template-buttons': 'take `buttons: options` out: any reply then brings the question back',
  'options-missing': 'add options: [{ id: …, label: … }]',
  'options-single': 'add another option, or make it a statement',
};

/** Undefined for rules whose message says it all. */
export function mendFor(rule: string): string | undefined {
  return Object.hasOwn(MENDS, rule) ? MENDS[rule] : undefined;
}

/** Fields that people like to write in short, and how they are written. */
const IN_FULL: Readonly<Record<string, string>> = {
  timeout: '{ after: 2h, then: skip }',
  repeat: '{ times: 3, as: i }',
  retries: '{ limit: 3 }',
  optionsFrom: '{ question: likes, only: picked }',
  media: '{ kind: image, link: "https://…" }',
  link: '{ label: …, url: "https://…" }',
  closed: '{ template: … }',
  options: '[{ id: tea, label: Tea }, { id: coffee, label: Coffee }]',
  rows: '[{ id: speed, label: Speed }, { id: staff, label: Staff }]',
  reminders: '[{ after: 20m }]',
  languages: '[en, ar]',
};

/** The same for one entry of a field. */
const ENTRY_IN_FULL: Readonly<Record<string, string>> = {
  options: '{ id: tea, label: Tea }',
  rows: '{ id: speed, label: Speed }',
  reminders: '{ after: 20m }',
  quotas: '{ limit: 200 }',
};

/** What to do about a value of another type than `expected` (a type's name in zod's words); undefined where nothing helps. */
export function mendForType(expected: string, path: DocumentPath, given: unknown): string | undefined {
  if (expected === 'boolean') return given === 'yes' || given === 'on' ? 'write true' : 'write true or false';
  if (expected === 'number' && typeof given === 'string' && /^-?\d+(?:\.\d+)?$/.test(given))
    return 'take the quotes away';
  const [parent, field] = path.slice(-2).map(String);
  const entry = formIn(ENTRY_IN_FULL, path.length > 1 ? parent : undefined);
  if (entry !== undefined) return `write ${entry}`;
  const full = formIn(IN_FULL, field ?? parent);
  return full === undefined ? undefined : `write ${field ?? parent}: ${full}`;
}

function formIn(forms: Readonly<Record<string, string>>, field: string | undefined): string | undefined {
  return field !== undefined && Object.hasOwn(forms, field) ? forms[field] : undefined;
}
