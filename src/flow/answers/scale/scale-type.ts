import { z } from 'zod';
import { Localised } from '../../definition/localised.js';
import type { PromptOption } from '../../prompt.js';
import { foldText } from '../../words/fold.js';
import { inOurs } from '../../words/words.js';
import type { InOurLanguages } from '../../words/words.js';
import type { AnswerType, ReadInput, ResolvedQuestion } from '../answer-type.js';
import { readScore } from '../read-score.js';
import { reject } from '../reading.js';
import { SIGNS, hasSmileys, scoreOfSigns, signOf } from './signs.js';
import type { Signs } from './signs.js';
import { withoutStarWords } from './words.js';
import type { Ends } from './words.js';

/** In what the scales differ. */
export interface ScaleKind {
  kind: string;
  /** Points from 1, where the author does not say how many. */
  usualPoints: number;
  mostPoints: number;
  /** How that many points are shown, where the author does not say. */
  usualSigns(points: number): Signs;
  /** What the ends mean, where the author does not say; without it they go without a word. */
  ends?: InOurLanguages<Ends>;
}

/** "o/a", "o(a)", "t(e)" */
const GENDERED = /(\p{L})(?:\/(\p{L}{1,2})(?!\p{L})|\((\p{L}{1,2})\))/gu;

function scaleFields(mostPoints: number) {
  return z.object({
    /** Length of the scale, from 1. */
    points: z.int().min(3).max(mostPoints).optional(),
    scale: z.enum(SIGNS).optional(),
    /** What the first and the last point mean. */
    low: Localised.optional(),
    high: Localised.optional(),
  });
}
type Fields = z.infer<ReturnType<typeof scaleFields>>;

/** A scale as one person sees it. */
interface Scale {
  points: number;
  signs: Signs;
  low: string | undefined;
  high: string | undefined;
}

/** A question type that asks for a score from 1 to a few points, shown as options. The value is the number. */
export function scaleType(kind: ScaleKind): AnswerType<Fields> {
  return {
    kind: kind.kind,
    fields: scaleFields(kind.mostPoints),
    options: 'none',
    valueType: 'number',

    lint({ points = kind.usualPoints, scale }) {
      if (scale !== 'smileys' || hasSmileys(points)) return [];
      return [
        {
          severity: 'error',
          rule: 'scale-smileys',
          message: `there are smileys for 3 to 5 points, not for ${points}; use numbers`,
          path: ['scale'],
        },
      ];
    },

    present(question) {
      const scale = scaleOf(kind, question);
      const { points, signs, low, high } = scale;
      const options = Array.from({ length: points }, (_, index): PromptOption => {
        const score = index + 1;
        const end = score === 1 ? low : score === points ? high : undefined;
        return {
          id: String(score),
          label: signOf(signs, score, points),
          ...(end === undefined ? {} : { description: end }),
        };
      });
      return { options };
    },

    read(question, input) {
      const { language } = question;
      const scale = scaleOf(kind, question);
      const { points, signs } = scale;
      if (input.kind === 'option' || input.kind === 'toggle') {
        const score = scoreOfId(input.optionId, points);
        if (score === undefined) return reject(language, 'unknown-option', {});
        return { kind: 'answer', value: score, raw: input.title, label: signOf(signs, score, points), via: 'tap' };
      }
      const named = input.kind === 'text' ? scoreInSigns(scale, input.text) : undefined;
      if (named !== undefined && input.kind === 'text') {
        return { kind: 'answer', value: named, raw: input.text, label: signOf(signs, named, points), via: 'label' };
      }
      const reading = readScore(question, numberOnly(input, signs), { min: 1, max: points, integer: true });
      if (reading.kind !== 'answer') return reading;
      const raw = input.kind === 'text' ? input.text : reading.raw;
      if (typeof reading.value !== 'number') return { ...reading, raw };
      return { ...reading, raw, label: signOf(signs, reading.value, points), via: 'number' };
    },

    fits(fields, _value, before) {
      // A three of five is not a three of ten.
      return (fields.points ?? kind.usualPoints) === (before.points ?? kind.usualPoints);
    },
  };
}

function scaleOf(kind: ScaleKind, question: ResolvedQuestion<Fields>): Scale {
  const { fields, language } = question;
  const points = fields.points ?? kind.usualPoints;
  const usual: Partial<Ends> = kind.ends ? inOurs(kind.ends, language) : {};
  return {
    points,
    signs: fields.scale ?? kind.usualSigns(points),
    low: fields.low === undefined ? usual.low : question.text(fields.low),
    high: fields.high === undefined ? usual.high : question.text(fields.high),
  };
}

function scoreOfId(optionId: string, points: number): number | undefined {
  if (!/^[1-9]\d?$/.test(optionId)) return undefined;
  const score = Number(optionId);
  return score <= points ? score : undefined;
}

/** Stars and faces, typed or as the title of a tap without an id, and the words that stand at the ends. */
function scoreInSigns({ points, signs, low, high }: Scale, text: string): number | undefined {
  const score = scoreOfSigns(signs, text, points);
  if (score !== undefined) return score;
  const said = foldText(text);
  // An end that is written with a digit ("1 = bad") is left to the reading of numbers.
  if (said === '' || /\d/.test(said)) return undefined;
  const isLow = low !== undefined && formsOf(low).includes(said);
  const isHigh = high !== undefined && formsOf(high).includes(said);
  if (isLow === isHigh) return undefined;
  return isLow ? 1 : points;
}

/** What is written for both genders as it is typed for one: "satisfecho/a" is "satisfecho" and "satisfecha". */
function formsOf(end: string): string[] {
  // One ending takes the other's place (o/a) or is added (t(e)).
  return [end, ...['$1', '$2$3', '$1$2$3'].map((form) => end.replace(GENDERED, form))].map(foldText);
}

function numberOnly(input: ReadInput, signs: Signs): ReadInput {
  if (input.kind !== 'text' || signs !== 'stars') return input;
  const rest = withoutStarWords(input.text);
  return foldText(rest) === '' ? input : { ...input, text: rest };
}
