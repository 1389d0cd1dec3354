import { z } from 'zod';

/** A text by BCP-47 tag. */
const Texts = z.record(z.string(), z.string());
const Count = z.number().int();
const Share = z.number().describe('0 to 1');

const OptionCount = z.object({ id: z.string(), labels: Texts, n: Count, share: Share });
export type OptionCount = z.infer<typeof OptionCount>;
const Bin = z.object({ from: z.number(), to: z.number().describe('Not included, but for the last bin'), n: Count });

const PointCount = z.object({ point: z.number(), n: Count });

/** What was answered, in the form that fits the question. */
export const AnswersView = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('choices'),
    isMultiple: z.boolean(),
    options: z
      .array(OptionCount)
      .describe('Shares are of those who answered; of a multiple choice they make more than 1'),
    picks: Count.describe('Options picked by all together'),
    hasOwnWords: z.boolean().describe('The words behind "other" can be read one by one'),
  }),
  z.object({
    form: z.literal('numbers'),
    mean: z.number().nullable(),
    median: z.number().nullable(),
    least: z.number().nullable(),
    most: z.number().nullable(),
    bins: z.array(Bin),
  }),
  z.object({
    form: z.literal('scores'),
    mean: z.number().nullable(),
    median: z.number().nullable(),
    top: z
      .object({ from: z.number(), to: z.number(), n: Count, share: Share })
      .nullable()
      .describe('CSAT: the two best points; CES: the three best'),
    points: z.array(PointCount),
  }),
  z.object({
    form: z.literal('nps'),
    promoters: Count,
    passives: Count,
    detractors: Count,
    score: z.number().nullable().describe('-100 to 100, over those who answered'),
    interval: z.object({ low: z.number(), high: z.number() }).nullable().describe('95 % confidence'),
    points: z.array(PointCount),
  }),
  z.object({
    form: z.literal('ranking'),
    options: z.array(
      z.object({
        id: z.string(),
        labels: Texts,
        n: Count.describe('Times it was given a place'),
        first: Count.describe('Times it was given the first place'),
        meanPlace: z.number().nullable().describe('Over the times it was given a place'),
      }),
    ),
  }),
  z.object({
    form: z.literal('matrix'),
    rows: z.array(z.object({ id: z.string(), labels: Texts, n: Count, options: z.array(OptionCount) })),
  }),
  z.object({
    form: z.literal('days'),
    first: z.string().nullable(),
    last: z.string().nullable(),
    unit: z.enum(['day', 'month', 'year']),
    counts: z.array(z.object({ at: z.string(), n: Count })),
  }),
  z.object({ form: z.literal('hours'), counts: z.array(z.object({ hour: z.number().int(), n: Count })) }),
  z.object({ form: z.literal('texts') }),
  z.object({ form: z.literal('files') }),
  z.object({ form: z.literal('places') }),
]);
export type AnswersView = z.infer<typeof AnswersView>;

export const QuestionResults = z.object({
  id: z.string(),
  kind: z.string().nullable().describe('As in `ask:`; null for what an agent gave'),
  texts: Texts.describe('As its author wrote it: what is filled in by person stands there as Liquid'),
  shown: Count.describe('Sessions that were asked it'),
  answered: Count,
  skipped: Count,
  waiting: Count.describe('Sessions that wait for its answer'),
  left: Count.describe('Sessions that ended here without coming to an end of the flow'),
  medianSeconds: z.number().nullable().describe('From being asked to the answer, where the stored times tell'),
  differs: z
    .enum(['kind', 'points', 'options'])
    .nullable()
    .describe('In what the versions counted here differ: scores of different scales are not averaged'),
  answers: AnswersView,
});
export type QuestionResults = z.infer<typeof QuestionResults>;

export const ResultsView = z.object({
  flowId: z.string(),
  title: z.string(),
  started: Count,
  completed: Count,
  partial: Count.describe('With answers, and not at an end of the flow'),
  byDisposition: z.array(z.object({ disposition: z.string().describe('`active`: it runs'), n: Count })),
  completionRate: Share.nullable().describe('Completed of those that have ended'),
  medianSeconds: z.number().nullable().describe('From start to end, of the completed'),
  p90Seconds: z.number().nullable().describe('Nine of ten took no longer'),
  days: z.array(z.object({ day: z.string(), started: Count, completed: Count })).describe('In the time zone asked for'),
  versions: z.array(z.object({ version: z.string(), n: Count, publishedAt: z.iso.datetime().nullable() })),
  languages: z.array(z.object({ language: z.string(), n: Count })),
  questions: z.array(QuestionResults),
  choices: z
    .object({
      versions: z.array(z.object({ version: z.string(), publishedAt: z.iso.datetime().nullable() })),
      languages: z.array(z.string()),
      channels: z.array(z.object({ id: z.string(), name: z.string() })),
    })
    .describe('What there is to filter by, whatever the filter'),
});
export type ResultsView = z.infer<typeof ResultsView>;

/** Read, and not counted yet. */
export const ReadingView = z.object({ progress: z.object({ read: Count, total: Count }) });
export type ReadingView = z.infer<typeof ReadingView>;
