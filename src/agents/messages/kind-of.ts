import { brief } from './notes.js';
import { type Reading, skipped } from './reading.js';

/** How each kind of message is read, by the name of the field that holds it. */
export type KindReaders = Readonly<Record<string, (body: unknown) => Reading>>;

/** Fields of a message that say something about it and are no kind. */
const ABOUT = new Set(['message', 'platform', 'responseType', 'channel', 'languageCode', 'lang', 'condition']);

/**
 * The kind of a message: of the fields of a `oneof` the one that is set. The clients of Google name it in `message` and
 * give the others as null; plain JSON has it alone.
 */
export function kindOf(message: unknown): { kind: string; body: unknown } | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
  const set = Object.entries(message).filter(([, body]) => body !== null && body !== undefined && body !== '');
  const named = set.find(([name]) => name === 'message')?.[1];
  const [kind, body] = set.find(([name]) => name === named) ?? set.find(([name]) => !ABOUT.has(name)) ?? [];
  return kind === undefined ? undefined : { kind, body };
}

/** Reads a message by its kind; one that has none of these is skipped by name. */
export function readKind(message: unknown, readers: KindReaders): Reading {
  const found = kindOf(message);
  if (found === undefined) return skipped('a message of no kind that is known here');
  const read = Object.hasOwn(readers, found.kind) ? readers[found.kind] : undefined;
  return read?.(found.body) ?? skipped(`a message of kind ${brief(found.kind)}`);
}
