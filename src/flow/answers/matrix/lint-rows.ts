import type { Localised } from '../../definition/localised.js';
import { pickLocalised } from '../../localised-text.js';
import { foldText } from '../../words/fold.js';
import type { TypeFinding } from '../answer-type.js';

/** What is wrong with the rows of a matrix. `longest` is what a row's and an option's id may have together, with a dot. */
export function lintRows(
  rows: readonly { id: string; label: Localised }[],
  optionIds: readonly string[],
  languages: readonly string[],
  longest: number,
): TypeFinding[] {
  const ids = rows.map(({ id }) => id);
  const longestOption = Math.max(0, ...optionIds.map((id) => id.length));
  const findings = repeated(ids).map((at) =>
    error('row-id-duplicate', `the row id "${ids[at] ?? ''}" is there twice`, ['rows', at, 'id']),
  );
  for (const [at, id] of ids.entries()) {
    if (id.length + 1 + longestOption > longest) {
      const room = Math.max(longest - 1 - longestOption, 0);
      findings.push(
        error('row-id-long', `with these options, a row's id has at most ${room} characters`, ['rows', at, 'id']),
      );
    }
  }
  for (const language of languages) {
    const labels = rows.map(({ label }) => pickLocalised(label, language, languages));
    for (const at of repeated(labels.map(foldText))) {
      const label = labels[at] ?? '';
      if (!label.includes('{{'))
        findings.push(error('row-label-duplicate', `two rows read "${label}" in "${language}"`, ['rows', at, 'label']));
    }
  }
  return findings;
}

function error(rule: string, message: string, path: (string | number)[]): TypeFinding {
  return { severity: 'error', rule, message, path };
}

/** Indexes of entries that are there before already. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (value !== '' && values.indexOf(value) < index ? [index] : []));
}
