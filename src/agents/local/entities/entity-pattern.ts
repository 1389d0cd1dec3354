import { linearPattern } from '../../../flow/answers/linear-pattern.js';
import type { LinearPattern } from '../../../flow/answers/linear-pattern.js';

/**
 * A pattern of a regular-expression entity, for a whole run of words. Dialogflow's are of RE2, which has no back-references
 * either; word boundaries at the ends, a flag for small and capital letters and names of groups say nothing here.
 */
export function entityPattern(source: string): LinearPattern {
  return linearPattern(
    source
      .trim()
      .replace(/^\(\?i\)/, '')
      .replace(/\(\?P?<\w+>/g, '(?:')
      .replace(/^\^?\\b/, '')
      .replace(/\\b\$?$/, ''),
  );
}
