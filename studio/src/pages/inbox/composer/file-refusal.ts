import { LARGEST_FILE, SENDABLE_TYPES, typeByName, type FileKind } from '@core/rendering/sendable-files.js';
import { ApiProblem } from '../../../api/problem.js';

/** Why WhatsApp would not take a file. */
export type FileRefusal = { rule: 'file-type' } | { rule: 'file-size'; kind: FileKind; largest: number };

/** What can be told of a file before it is sent to the service, which judges it by its content. */
export function refusalOf({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): FileRefusal | undefined {
  const promised = SENDABLE_TYPES[typeByName(name) ?? type];
  if (!promised || size === 0) return { rule: 'file-type' };
  const largest = LARGEST_FILE[promised.kind];
  return size > largest ? { rule: 'file-size', kind: promised.kind, largest } : undefined;
}

/** The service's refusal of a file; undefined where something else went wrong. */
export function refusalIn(error: unknown, file: Pick<File, 'name' | 'type'>): FileRefusal | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.type === 'file-type') return { rule: 'file-type' };
  if (error.type !== 'file-size' && error.status !== 413) return undefined;
  const kind = SENDABLE_TYPES[typeByName(file.name) ?? file.type]?.kind ?? 'document';
  return { rule: 'file-size', kind, largest: LARGEST_FILE[kind] };
}

/** For the browser's file chooser. */
export const ACCEPTED_FILES = Object.entries(SENDABLE_TYPES)
  .flatMap(([mime, { endings }]) => [mime, ...endings.map((ending) => `.${ending}`)])
  .join(',');
