import { scaleType } from './scale/scale-type.js';

/** Longer rows of stars are hard to tell apart at a glance. */
const MOST_STARS = 5;

/** A score from 1 to a few points, 5 if not given; shown as stars up to five points, else as numbers. */
export const rating = scaleType({
  kind: 'rating',
  usualPoints: 5,
  mostPoints: 10,
  usualSigns: (points) => (points <= MOST_STARS ? 'stars' : 'numbers'),
});
