import { Document, isMap, parseDocument } from 'yaml';
import { z } from 'zod';
import { Localised } from '../flow/definition/localised.js';

const MAX_ID = 64;

/** As much of an unfinished flow as a list shows. */
const Head = z.object({
  title: Localised.optional().catch(undefined),
  languages: z.array(z.string()).optional().catch(undefined),
});

/** Title and languages of a source that may be half written; what it does not tell is left out. */
export function headOf(source: string): { title?: string; languages: string[] } {
  const doc = parseDocument(source, { prettyErrors: false });
  if (doc.errors.length > 0) return { languages: [] };
  let value: unknown;
  try {
    value = doc.toJS({ maxAliasCount: 100 });
  } catch {
    // Aliases that lead nowhere, or to everything: the findings tell of them, a list needs not.
    return { languages: [] };
  }
  const { data } = Head.safeParse(value);
  const languages = data?.languages ?? [];
  const title =
    typeof data?.title === 'object' ? (data.title[languages[0] ?? ''] ?? Object.values(data.title)[0]) : data?.title;
  return { ...(title !== undefined && title.trim() !== '' && { title }), languages };
}

/** A survey without a question yet. */
export function blankSource({ id, title, languages }: { id: string; title: string; languages: readonly string[] }): string {
  const doc = new Document({
    id,
    kind: 'survey',
    languages,
    title: { [languages[0] ?? 'en']: title },
    steps: [{ end: 'completed' }],
  });
  return doc.toString({ lineWidth: 0 });
}

/**
 * Another flow's source under an id and title of its own, comments kept. Words that start the other one are left out:
 * one word cannot start two flows. Undefined where the source is no map of fields.
 */
export function copiedSource(source: string, { id, title }: { id: string; title: string }): string | undefined {
  const doc = parseDocument(source, { prettyErrors: false });
  if (doc.errors.length > 0 || !isMap(doc.contents)) return undefined;
  const { languages } = headOf(source);
  doc.set('id', id);
  doc.set('title', languages[0] === undefined ? title : { [languages[0]]: title });
  doc.delete('start');
  return doc.toString({ lineWidth: 0 });
}

/** What a title becomes as an id; titles without a Latin letter or digit become `survey`. */
export function idFromTitle(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_ID - 5)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'survey' : plain;
}
