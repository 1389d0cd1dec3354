import { InvalidDocument } from './errors.js';
import type { CollectionDeclaration, Stored } from './documents.js';

/** What jsonb and json operators of PostgreSQL refuse: U+0000 and halves of surrogate pairs. */
const MAYBE_UNSTORABLE = /\\u0000|\\ud[89a-f]/i;

/** The text as it is stored: without U+0000, half surrogate pairs as U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

function storableValue(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), inner]));
}

/** JSON that every database can store. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // The escapes also appear in texts that talk about them (`\\u0000`); those only take the slow way.
  return MAYBE_UNSTORABLE.test(text) ? JSON.stringify(value, storableValue) : text;
}

export interface Encoded<D> {
  /** What is stored. */
  json: string;
  /** What a read of it gives. */
  doc: D;
}

/** Checks a document on its way in. @throws InvalidDocument */
export function encodeDocument<D extends object>(
  declaration: CollectionDeclaration<D>,
  id: string,
  doc: D | (D & Stored),
): Encoded<D> {
  const body = { ...doc, id: undefined, rev: undefined };
  const text = JSON.stringify(body);
  if (MAYBE_UNSTORABLE.test(text)) {
    const json = storableJson(body);
    return { json, doc: parseBody(declaration, id, JSON.parse(json)) };
  }
  return { json: text, doc: parseBody(declaration, id, body) };
}

/** Checks a document on its way out. @throws InvalidDocument */
export function decodeDocument<D extends object>(
  declaration: CollectionDeclaration<D>,
  id: string,
  rev: number,
  body: unknown,
): D & Stored {
  return { ...parseBody(declaration, id, body), id, rev };
}

function parseBody<D extends object>(declaration: CollectionDeclaration<D>, id: string, body: unknown): D {
  const parsed = declaration.schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.') || '(whole)'}: ${issue.message}`)
    .join('; ');
  throw new InvalidDocument(declaration.name, id, detail);
}
