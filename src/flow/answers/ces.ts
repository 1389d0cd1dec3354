import { scaleType } from './scale/scale-type.js';
import { AGREEMENT } from './scale/words.js';

/**
 * Customer effort: how far somebody agrees that a thing was made easy for them, from 1 to 7 if not given otherwise (the
 * form of the score known as CES 2.0).
 */
export const ces = scaleType({
  kind: 'ces',
  usualPoints: 7,
  mostPoints: 7,
  usualSigns: () => 'numbers',
  ends: AGREEMENT,
});
