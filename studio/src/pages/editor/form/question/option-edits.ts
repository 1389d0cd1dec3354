import { Id } from '@core/flow/definition/names.js';
import { isMap, isSeq, type Document } from 'yaml';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf, listOf, textOf } from '../../fields/read.js';
import { insertItem } from '../edits/list-edits.js';
import { freeName } from '../edits/names.js';

/** A list of options, or of the rows of a matrix, in a flow with these languages. */
export interface OptionList {
  path: StepPath;
  /** What a name begins with that cannot be made from the label: `option`, `row`. */
  stem: string;
  language: string;
  languages: readonly string[];
}

/** More than this no name made from a label has. */
const MAX_SLUG = 40;

/** A name from the words of a label, where they are of Latin letters: `very_good`. */
export function nameFrom(label: string): string | undefined {
  const slug = label
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '');
  // What is mostly other letters would be named after its few Latin ones.
  const letters = label.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const kept = slug.replaceAll('_', '').length;
  return kept * 2 > letters && kept > 0 ? slug.slice(0, MAX_SLUG).replace(/_+$/u, '') : undefined;
}

const fold = (label: string): string => label.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLocaleLowerCase();

/**
 * Adds options behind those that are there, one for each line. Empty lines are passed over, and so is what is there
 * already, or twice.
 *
 * @returns how many were added, and which were there already
 */
export function addOptions(
  doc: Document,
  { path, stem, language, languages }: OptionList,
  lines: string,
): { added: number; twice: string[] } {
  const list = doc.getIn(path);
  const there = isSeq(list) ? listOf(list.toJS(doc)) : [];
  const ids = new Set(there.map((option) => textOf(fieldOf(option, 'id'))));
  const labels = new Set(
    there
      .flatMap((option) => {
        const label = fieldOf(option, 'label');
        return typeof label === 'object' && label !== null ? Object.values(label) : [label];
      })
      .map((label) => fold(textOf(label))),
  );
  const twice: string[] = [];
  let added = 0;
  for (const label of lines
    .split(/\r?\n/u)
    .map(unbulleted)
    .filter((line) => line !== '')) {
    if (labels.has(fold(label))) {
      twice.push(label);
      continue;
    }
    labels.add(fold(label));
    const wanted = nameFrom(label);
    const id =
      wanted !== undefined && !ids.has(wanted) ? wanted : freeName(wanted === undefined ? stem : `${wanted}_`, ids);
    ids.add(id);
    insertItem(doc, path, there.length + added, { id, label: languages.length > 1 ? { [language]: label } : label });
    added += 1;
  }
  return { added, twice };
}

/** A line of a list as it is copied from elsewhere, without its bullet. */
const unbulleted = (line: string): string =>
  line
    .trim()
    .replace(/^[-*•–]\s+/u, '')
    .trim();

/** What speaks against a name for the option at this place of its list. */
export function optionNameTrouble(doc: Document, path: StepPath, name: string): 'bad' | 'taken' | undefined {
  if (!Id.safeParse(name).success) return 'bad';
  const list = doc.getIn(path.slice(0, -1));
  if (!isSeq(list)) return undefined;
  return list.items.some((item, at) => at !== path.at(-1) && isMap(item) && item.get('id') === name)
    ? 'taken'
    : undefined;
}
