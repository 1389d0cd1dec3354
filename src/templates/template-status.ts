/**
 * The states that decide whether a template can be sent; anything a provider adds is kept as `unknown`, which cannot.
 * `unsubmitted`: it is made at the provider, and nobody has handed it in for review.
 */
export const TEMPLATE_STATUSES = [
  'approved',
  'pending',
  'unsubmitted',
  'rejected',
  'paused',
  'disabled',
  'deleted',
  'unknown',
] as const;
