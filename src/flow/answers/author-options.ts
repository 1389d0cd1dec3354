import type { PromptOption } from '../prompt.js';
import type { ResolvedOption, TypeFinding } from './answer-type.js';

export function presentOptions(options: readonly ResolvedOption[]): PromptOption[] {
  return options.map(({ id, label, description }) => ({
    id,
    label,
    ...(description === undefined ? {} : { description }),
  }));
}

/** Findings on the number of options that the author wrote. */
export function lintOptionCount(count: number): TypeFinding[] {
  if (count === 0) {
    return [
      {
        severity: 'error',
        rule: 'options-missing',
        message: 'a choice needs options, none are given',
        path: ['options'],
      },
    ];
  }
  if (count === 1) {
    return [{ severity: 'warning', rule: 'options-single', message: 'there is only one option', path: ['options'] }];
  }
  return [];
}
