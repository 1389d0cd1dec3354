/** Signs that turn the direction of what stands behind them: in a name they pass "gnp.exe" off as a picture. */
const DIRECTION_SIGNS = /[\u202a-\u202e\u2066-\u2069]/g;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** A name of a person or a file as it can be shown beside other words. */
export const plainName = (name: string): string => name.replace(DIRECTION_SIGNS, '');

/** For a sentence: the name keeps its own direction, and the sentence its. */
export const isolated = (name: string): string => FIRST_STRONG_ISOLATE + plainName(name) + POP_ISOLATE;
