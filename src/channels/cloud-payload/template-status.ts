import type { TemplateStatus } from '../../templates/template.js';

/** Meta's and 360dialog's words for a template's state (upper case at Meta, lower at 360dialog). */
const STATUSES: Record<string, TemplateStatus> = {
  approved: 'approved',
  reinstated: 'approved',
  unpaused: 'approved',
  unpause: 'approved',
  submitted: 'pending',
  pending: 'pending',
  in_appeal: 'pending',
  received: 'pending',
  unsubmitted: 'unsubmitted',
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'disabled',
  archived: 'disabled',
  locked: 'disabled',
  deleted: 'deleted',
  pending_deletion: 'deleted',
};

/** Undefined for a word that tells nothing about whether the template can be sent (`FLAGGED` is only a warning). */
export function templateStatusOf(word: string): TemplateStatus | undefined {
  const key = word.trim().toLowerCase();
  return Object.hasOwn(STATUSES, key) ? STATUSES[key] : undefined;
}
