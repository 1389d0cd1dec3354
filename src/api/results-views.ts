import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { OUTCOMES, type ResponseFilter } from '../results/response-filter.js';
import { ResponseView, pageOf } from './views.js';

const Day = z.iso.date();

/** Which responses are meant; the same for results, lists and exports. */
export const ResponsesQuery = z.object({
  version: z.string().min(1).max(100).optional().describe('Of this version of the flow alone'),
  language: z.string().min(1).max(35).optional().describe('Answered in this language'),
  from: Day.optional().describe('Started on this day or later'),
  to: Day.optional().describe('Started on this day or before'),
  timezone: z
    .string()
    .max(64)
    .refine((name) => IANAZone.isValidZone(name), 'write a time zone by its IANA name: Europe/Madrid, UTC')
    .default('UTC')
    .describe('In which days are meant'),
  channelId: z.string().min(1).max(100).optional(),
  disposition: z.enum(OUTCOMES).optional().describe('How they ended; active: they run'),
  partials: z
    .enum(['include', 'only', 'none'])
    .default('include')
    .describe('Responses with answers that did not come to an end of the flow'),
});
export type ResponsesQuery = z.infer<typeof ResponsesQuery>;

export function filterOf({ from, to, timezone, ...same }: ResponsesQuery): ResponseFilter {
  const start = (day: string) => DateTime.fromISO(day, { zone: timezone }).startOf('day');
  return {
    version: same.version,
    language: same.language,
    channelId: same.channelId,
    disposition: same.disposition,
    partials: same.partials,
    from: from === undefined ? undefined : start(from).toMillis(),
    before: to === undefined ? undefined : start(to).plus({ days: 1 }).toMillis(),
  };
}

export const ResultsListView = z.object({
  items: z.array(
    z.object({
      flowId: z.string(),
      title: z.string(),
      kind: z.enum(['survey', 'conversation']),
      started: z.number().int(),
      ended: z.number().int(),
      completed: z.number().int(),
      lastStartedAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type ResultsListView = z.infer<typeof ResultsListView>;

export const GivenTextsView = pageOf(
  z.object({
    responseId: z.string(),
    conversationId: z.string(),
    language: z.string(),
    at: z.iso.datetime(),
    text: z.string(),
  }),
);
export type GivenTextsView = z.infer<typeof GivenTextsView>;

export const FlowResponsesView = pageOf(ResponseView).extend({
  total: z.number().int().describe('With this filter, on all pages'),
});
export type FlowResponsesView = z.infer<typeof FlowResponsesView>;
