import { scaleType } from './scale/scale-type.js';
import { hasSmileys } from './scale/signs.js';
import { SATISFACTION } from './scale/words.js';

/** Customer satisfaction: how satisfied somebody is with something, from 1 to 5 points if not given otherwise. */
export const csat = scaleType({
  kind: 'csat',
  usualPoints: 5,
  mostPoints: 7,
  usualSigns: (points) => (hasSmileys(points) ? 'smileys' : 'numbers'),
  ends: SATISFACTION,
});
