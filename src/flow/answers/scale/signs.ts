import { foldSymbols, foldText } from '../../words/fold.js';

/** How the points of a scale are shown. */
export const SIGNS = ['stars', 'numbers', 'smileys'] as const;
export type Signs = (typeof SIGNS)[number];

const STAR = '⭐';

/** Moods from worst to best. The first of each is shown; the others are what people send for it. */
const MOODS = {
  angry: ['😡', '😠', '🤬', '😤'],
  sad: ['🙁', '☹', '😞', '😟', '😕', '😔', '😢', '😭'],
  neutral: ['😐', '😑', '😶'],
  glad: ['🙂', '😊', '😀', '😃', '😄', '☺', '😌'],
  loving: ['😍', '🤩', '🥰', '😁'],
} as const satisfies Record<string, readonly string[]>;
type Mood = keyof typeof MOODS;

/** There are faces for so many points and no more: people do not tell seven moods apart. */
const FACES: Readonly<Record<number, readonly Mood[]>> = {
  3: ['sad', 'neutral', 'glad'],
  4: ['angry', 'sad', 'glad', 'loving'],
  5: ['angry', 'sad', 'neutral', 'glad', 'loving'],
};

export function hasSmileys(points: number): boolean {
  return FACES[points] !== undefined;
}

/** What stands for a score. A scale without faces shows numbers. */
export function signOf(signs: Signs, score: number, points: number): string {
  if (signs === 'stars') return STAR.repeat(score);
  const mood = signs === 'smileys' ? FACES[points]?.[score - 1] : undefined;
  return mood === undefined ? String(score) : MOODS[mood][0];
}

/** The score that a text of nothing but signs means; undefined for anything else. */
export function scoreOfSigns(signs: Signs, text: string, points: number): number | undefined {
  if (foldText(text) !== '') return undefined;
  const symbols = foldSymbols(text);
  const score = countStars(symbols, points) ?? (signs === 'smileys' ? scoreOfFace(symbols, points) : undefined);
  return score !== undefined && score <= points ? score : undefined;
}

/** "★★★★" and "★★★★☆": the empty ones only fill the scale up. */
function countStars(symbols: string, points: number): number | undefined {
  const [, full, empty = ''] = /^((?:⭐|★|🌟|✨)+)(☆*)$/u.exec(symbols) ?? [];
  if (full === undefined) return undefined;
  const score = [...full].length;
  return empty === '' || score + empty.length === points ? score : undefined;
}

/** One face, however often it is repeated. A mood beyond the ends of a short scale is its end. */
function scoreOfFace(symbols: string, points: number): number | undefined {
  const faces = FACES[points];
  const [face, ...others] = new Set(symbols);
  if (faces === undefined || face === undefined || others.length > 0) return undefined;
  const mood = moodOf(face);
  if (mood === undefined) return undefined;
  const at = faces.indexOf(mood);
  if (at >= 0) return at + 1;
  if (mood === 'angry') return 1;
  return mood === 'loving' ? points : undefined;
}

function moodOf(face: string): Mood | undefined {
  const moods: readonly Mood[] = ['angry', 'sad', 'neutral', 'glad', 'loving'];
  return moods.find((mood) => MOODS[mood].some((sign) => sign === face));
}
