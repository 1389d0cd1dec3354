/** What to do about a finding that does not say so itself, by rule. Rules whose message says it all are not here. */
const MENDS: Readonly<Record<string, string>> = {
  'yaml-duplicate-key': 'rename one of them, or take it out',
  'yaml-forbidden-key': 'choose another name',
  'yaml-unreadable': 'write repeated parts out instead of *alias, and nest less',
  'file-too-large': 'split the flow into several',
  'unknown-field': 'look for a slip in its name, or take it out',
  'field-missing': 'add it',
  'step-kind': 'give it one of them, with the indentation of the others',
  'unknown-question-type': 'choose one of these types',
  'step-id-duplicate': 'give one of them another id',
  'name-taken': 'choose another name for the value',
  'option-id-duplicate': 'give one of them another id',
  'option-label-duplicate': 'say in one of them what sets it apart: a person sees only the label',
  'goto-unknown-step': 'give a step this id, or go to one that is there',
  'loop-without-question': 'let the way back pass a question, or end it with a condition',
  'step-unreachable': 'let a goto or branch lead here, or take the step out',
  'condition-syntax': "compare with ==, join with && and ||, put texts into quotes: drink == 'tea' && cups > 2",
  'condition-unknown-name': "use a question's id, a `set` name or contact.…",
  'condition-unknown-option': "use the option's id, not its label",
  'condition-wrong-type':
    'compare a number with a number, a text in quotes with a text; docs/flow-language.md has a table',
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
