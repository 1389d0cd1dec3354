import { z } from 'zod';
import type { ChannelEvent } from '../events.js';
import type { Instant } from '../../time/instant.js';
import { identifiersOf, isNobody } from './identifiers.js';
import { lenientList, lenientRecord, lenientText, parseEach } from './lenient.js';
import { readTimestamp } from './timestamp.js';

/** Fields that say something about the number or the account; a person should see them. */
const NOTICES: ReadonlySet<string> = new Set([
  'account_alerts',
  'account_review_update',
  'account_update',
  'business_capability_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
]);

/** Longest summary; these values are small, and the log is no place for a large one. */
const MAX_SUMMARY = 500;

export function isNoticeField(field: string): boolean {
  return NOTICES.has(field);
}

/** "event: FLAGGED, current_limit: TIER_1K": every plain value of the notice with its name, nested ones by path. */
export function decodeNotice(field: string, value: unknown): ChannelEvent {
  const record = lenientRecord.parse(value);
  if (!record) return { kind: 'ignored', what: field };
  const said = plainValues(record, '', 3)
    .map(([path, text]) => `${path}: ${text}`)
    .join(', ');
  return { kind: 'account-notice', field, summary: said === '' ? 'no details given' : said.slice(0, MAX_SUMMARY) };
}

function plainValues(value: unknown, path: string, depth: number): [path: string, text: string][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  if (depth === 0) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    // Positions in a list say nothing to a reader.
    plainValues(inner, Array.isArray(value) ? path : path === '' ? key : `${path}.${key}`, depth - 1),
  );
}

const Preference = z.object({
  wa_id: lenientText,
  user_id: lenientText,
  category: lenientText,
  value: lenientText,
  timestamp: lenientText,
});

const ALLOWED: Record<string, boolean> = { stop: false, resume: true, signup: true };

/** The person stopped or resumed marketing messages in WhatsApp's own settings of the chat. */
export function decodePreferences(list: unknown, fallbackAt: Instant | undefined): ChannelEvent[] {
  return parseEach(lenientList.parse(list), Preference).map((preference) => {
    const { category, value = '', timestamp, wa_id, user_id } = preference;
    const from = identifiersOf(wa_id, user_id);
    const at = readTimestamp(timestamp) ?? fallbackAt;
    const allowed = Object.hasOwn(ALLOWED, value) ? ALLOWED[value] : undefined;
    if (category !== 'marketing_messages' || allowed === undefined || at === undefined || isNobody(from)) {
      return { kind: 'ignored', what: 'user-preference', detail: `${category}: ${value}`.slice(0, 100) };
    }
    return { kind: 'marketing-preference', at, from, allowed };
  });
}
