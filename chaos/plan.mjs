import { shuffled } from './random.mjs';

/** The run is busy between these shares of what the people have to say. */
const FROM = 0.04;
const TO = 0.93;

/** Which disturbance comes when: in a random order, each at a random share of what the people have to say. */
export function planOf(names, random) {
  const shares = names.map(() => FROM + (TO - FROM) * random()).toSorted((a, b) => a - b);
  return shuffled(names, random).map((name, n) => ({ name, at: shares[n] }));
}
