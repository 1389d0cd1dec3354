import { InvalidDocument } from './errors.js';
import type { CollectionDeclaration, Stored } from './documents.js';

/** What jsonb and json operators of PostgreSQL refuse: U+0000 and halves of surrogate pairs. */
const MAYBE_UNSTORABLE = /\\u0000|\\ud[89a-f]/i;

/** The same in a text itself. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

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

/**
 * Checks a document on its way into a database that takes values. What is undefined in the body is to be left out.
 * @throws InvalidDocument
 */
export function encodeBody<D extends object>(
  declaration: CollectionDeclaration<D>,
  id: string,
  doc: D | (D & Stored),
): { body: Record<string, unknown>; doc: D } {
  const body = { ...doc, id: undefined, rev: undefined };
  if (isStorable(body)) return { body, doc: parseBody(declaration, id, body) };
  const encoded = encodeDocument(declaration, id, doc);
  return { body: JSON.parse(encoded.json), doc: encoded.doc };
}

/** Would a read of the value's JSON give just this value, save that JSON leaves out what is undefined? */
function isStorable(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return !UNSTORABLE.test(value);
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return true;
      return Array.isArray(value) ? value.every(isStorable) : isStorableRecord(value);
    default:
      return false;
  }
}

function isStorableRecord(value: object): boolean {
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const record = value as Record<string, unknown>;
  return Object.keys(record).every(
    (key) => record[key] === undefined || (isStorable(record[key]) && !UNSTORABLE.test(key)),
  );
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
