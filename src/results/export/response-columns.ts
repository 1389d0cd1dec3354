import type { Instant } from '../../time/instant.js';
import { outcomeOf } from '../response-filter.js';
import type { Column, ExportChoice } from './column.js';

/** What is known of a response besides its answers. */
export function responseColumns({ contacts }: ExportChoice): Column[] {
  return [
    own('id', ({ response }) => response.id),
    own('version', ({ response }) => response.flowVersion),
    own('language', ({ response }) => response.language),
    own('status', ({ response }) => response.status),
    own('disposition', ({ response }) => (response.status === 'active' ? null : outcomeOf(response))),
    own('reason', ({ response }) => response.reason),
    own('started', ({ response }) => iso(response.startedAt)),
    own('updated', ({ response }) => iso(response.updatedAt)),
    own('ended', ({ response }) => iso(response.endedAt)),
    own('channel', ({ response }) => response.channelId),
    own('contact', ({ response }) => response.contactId),
    ...(contacts === 'include'
      ? [
          own('name', ({ contact }) => contact?.name ?? null),
          own('phone', ({ contact }) => contact?.identifiers.phone ?? contact?.identifiers.waId ?? null),
        ]
      : []),
    own('asked', ({ response }) => response.path.join('; ')),
    own('skipped', ({ response }) =>
      Object.entries(response.answers)
        .flatMap(([question, { value }]) => (value === null ? [question] : []))
        .join('; '),
    ),
  ];
}

const own = (name: string, cell: Column['cell']): Column => ({ name, title: name, cell });

const iso = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());
