import { z } from 'zod';
import { Localised } from '../definition/localised.js';
import type { PromptOption } from '../prompt.js';
import { foldSymbols, foldText } from '../words/fold.js';
import type { AnswerType, Reading } from './answer-type.js';
import { readScore } from './read-score.js';
import { reject } from './reading.js';

const Fields = z.object({
  /** Length of the scale, from 1; 5 if not given. */
  points: z.int().min(3).max(10).optional(),
  /** Shown as stars or as numbers; stars up to five points if not given. */
  scale: z.enum(['stars', 'numbers']).optional(),
  /** What the first and the last point mean. */
  low: Localised.optional(),
  high: Localised.optional(),
});
type Fields = z.infer<typeof Fields>;

const STAR = '⭐';
const DEFAULT_POINTS = 5;
/** Longer rows of stars are hard to tell apart at a glance. */
const MOST_STARS = 5;

/** A score from 1 to a few points, shown as options. */
export const rating: AnswerType<Fields> = {
  kind: 'rating',
  fields: Fields,
  options: 'none',
  valueType: 'number',

  lint() {
    return [];
  },

  present(question) {
    const { low, high } = question.fields;
    const points = pointsOf(question.fields);
    const options = Array.from({ length: points }, (_, index): PromptOption => {
      const score = index + 1;
      const end = score === 1 ? low : score === points ? high : undefined;
      return {
        id: String(score),
        label: labelOf(question.fields, score),
        ...(end === undefined ? {} : { description: question.text(end) }),
      };
    });
    return { options };
  },

  read(question, input) {
    const { fields, language } = question;
    const points = pointsOf(fields);
    if (input.kind === 'option' || input.kind === 'toggle') {
      const score = scoreOf(input.optionId, points);
      if (score === undefined) return reject(language, 'unknown-option', {});
      return { kind: 'answer', value: score, raw: input.title, label: labelOf(fields, score), via: 'tap' };
    }
    const stars = input.kind === 'text' ? countStars(input.text) : undefined;
    if (stars !== undefined && stars <= points && input.kind === 'text') {
      return { kind: 'answer', value: stars, raw: input.text, label: labelOf(fields, stars), via: 'label' };
    }
    const reading: Reading = readScore(question, input, { min: 1, max: points, integer: true });
    if (reading.kind !== 'answer' || typeof reading.value !== 'number') return reading;
    return { ...reading, label: labelOf(fields, reading.value), via: 'number' };
  },
};

function pointsOf(fields: Fields): number {
  return fields.points ?? DEFAULT_POINTS;
}

function labelOf(fields: Fields, score: number): string {
  const scale = fields.scale ?? (pointsOf(fields) <= MOST_STARS ? 'stars' : 'numbers');
  return scale === 'stars' ? STAR.repeat(score) : String(score);
}

function scoreOf(optionId: string, points: number): number | undefined {
  if (!/^[1-9]\d?$/.test(optionId)) return undefined;
  const score = Number(optionId);
  return score <= points ? score : undefined;
}

/** Stars that were typed, or the title of a tap without an id. */
function countStars(text: string): number | undefined {
  if (foldText(text) !== '') return undefined;
  const symbols = foldSymbols(text);
  return /^(?:⭐|★|🌟|✨)+$/u.test(symbols) ? [...symbols].length : undefined;
}
