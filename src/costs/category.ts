import { z } from 'zod';

/**
 * What WhatsApp charges for by price: the categories of its templates, and `service` for everything that is no
 * template. `other` is what we have no word for; it has no price until a list names one.
 */
export const Category = z.enum([
  'marketing',
  'utility',
  'authentication',
  'authentication-international',
  'service',
  'other',
]);
export type Category = z.infer<typeof Category>;

/** Categories with other names: Meta's word → ours. */
const SAME: Readonly<Record<string, Category>> = {
  // Marketing through another door, at the same rates.
  'marketing-lite': 'marketing',
  // Old webhooks: a conversation that an advertisement opened.
  'referral-conversion': 'service',
};

/** A provider's word for a category (`authentication_international`, `MARKETING`, `group_utility`) in ours. */
export function categoryOf(word: string): Category {
  const plain = word
    .trim()
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^group-/, '');
  const known = Category.safeParse(plain);
  if (known.success) return known.data;
  return Object.hasOwn(SAME, plain) ? (SAME[plain] ?? 'other') : 'other';
}
