import { z } from 'zod';
import type { QuestionPart } from '../flow/versions/compare-questions.js';
import type { SessionsReport } from '../flows/version-preview.js';
import { FindingView } from './views.js';

const PARTS = [
  'id',
  'type',
  'text',
  'hint',
  'media',
  'options',
  'limits',
  'optional',
  'condition',
  'order',
  'retries',
  'timing',
  'template',
] as const satisfies readonly QuestionPart[];

const Change = z.enum(['unchanged', 'altered', 'removed', 'added']);

const QuestionChangeView = z.object({
  question: z.string(),
  change: Change,
  becomes: z.string().optional().describe('Its id in the new version, where that is another one'),
  parts: z.array(z.enum(PARTS)).describe('What is altered; limits: range, length, pattern, points, how many'),
  options: z
    .object({
      added: z.array(z.string()),
      removed: z.array(z.string()),
      relabelled: z.array(z.string()),
      reordered: z.boolean(),
    })
    .optional(),
  answers: z.enum(['all', 'some', 'none']).describe('Which answers given before are answers in the new version'),
});

export const PreviewView = z.object({
  flowId: z.string(),
  findings: z.array(FindingView),
  published: z.string().nullable().describe('The version that new sessions start with now'),
  comparison: z
    .object({ questions: z.array(QuestionChangeView), otherSteps: z.boolean() })
    .nullable()
    .describe('With that version; null where the source has mistakes or nothing is published'),
  sessions: z
    .object({
      live: z.number().int(),
      affected: z.number().int().describe('Of these, how many wait on a question that is removed or altered'),
      versions: z.array(
        z.object({
          version: z.string(),
          createdAt: z.iso.datetime(),
          live: z.number().int(),
          questions: z.array(
            z.object({
              question: z.string(),
              waiting: z.number().int(),
              change: Change,
              becomes: z.string().optional(),
            }),
          ),
          elsewhere: z.number().int().describe('Those that wait on none of these questions'),
        }),
      ),
    })
    .nullable()
    .describe('Running sessions by version and by the question they wait on; null where the source has mistakes'),
});
export type PreviewView = z.infer<typeof PreviewView>;

export function sessionsView({ live, affected, versions }: SessionsReport): NonNullable<PreviewView['sessions']> {
  return {
    live,
    affected,
    versions: versions.map(({ createdAt, ...version }) => ({
      ...version,
      createdAt: new Date(createdAt).toISOString(),
    })),
  };
}
