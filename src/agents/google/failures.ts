import { z } from 'zod';
import type { AgentFailure } from '../../flow/agent/agent-reply.js';
import { DeadlineExceeded } from '../../clock/within.js';

/** What a sentence about a failure may name. */
export interface LinkFacts {
  /** "Dialogflow ES". */
  title: string;
  projectId: string;
  location: string;
  /** CX only. */
  agentId?: string | undefined;
  environment?: string | undefined;
  /** What the agent was asked in. */
  language: string;
  /** Undefined with an emulator. */
  email: string | undefined;
}

export interface ToldFailure {
  failure: AgentFailure;
  /** The setting to mend, where one is at fault; `secret` is the key. */
  field?: string;
}

/** One thing that goes wrong: the first row that fits the code, and the text where it asks for one, tells of it. */
interface Row {
  /** gRPC status code. */
  code: number;
  /** Where one code has several causes: what the server's text says. */
  says?: RegExp;
  class: AgentFailure['class'];
  field?: string | ((facts: LinkFacts) => string);
  text: (facts: LinkFacts) => string;
  /** Google's words add nothing, or speak of our own code. */
  withoutDetail?: true;
}

/** Names of the gRPC status codes. Source: gRPC, "Status codes and their use in gRPC". */
const NAMES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

const DEADLINE_EXCEEDED = 4;

const KEY_REFUSED = (facts: LinkFacts): string =>
  `Google does not accept the service account key${facts.email === undefined ? '' : ` of ${facts.email}`}. ` +
  'It may have been deleted, or belong to another account, or this server’s clock is wrong. Make a new key and enter it here.';

const SEEN: readonly Row[] = [
  { code: 1, class: 'down', text: (f) => `The connection to ${f.title} broke before the answer came.` },
  {
    code: 2,
    says: /metadata from plugin/i,
    class: 'broken',
    field: 'secret',
    text: () => 'The service account key cannot be used to sign in: it was cut or changed on the way. Enter it again.',
    withoutDetail: true,
  },
  { code: 2, class: 'down', text: (f) => `${f.title} had an error of its own.` },
  {
    code: 3,
    says: /correct endpoint|resources? located in|wrong (region|location)|unsupported (region|location)|invalid location/i,
    class: 'broken',
    field: 'location',
    text: (f) => `The agent is not in the region "${f.location}". Enter the region that its console shows.`,
  },
  {
    code: 3,
    says: /language/i,
    class: 'broken',
    field: 'languages',
    text: (f) => `The agent does not speak "${f.language}". Add the language to the agent, or take it out here.`,
  },
  {
    code: 3,
    says: /environment/i,
    class: 'broken',
    field: 'environment',
    text: (f) => `The environment "${f.environment ?? 'draft'}" was not accepted. Check how it is written.`,
  },
  {
    code: 3,
    says: /session|project|agent id|resource name/i,
    class: 'broken',
    field: 'projectId',
    text: (f) => `The agent’s address was not accepted. Check the project "${f.projectId}" and what names the agent.`,
  },
  { code: 3, class: 'refused', text: (f) => `${f.title} did not take this query.` },
  { code: DEADLINE_EXCEEDED, class: 'down', text: (f) => `${f.title} did not answer in time.`, withoutDetail: true },
  {
    code: 5,
    says: /environment/i,
    class: 'broken',
    field: 'environment',
    text: (f) => `The agent has no environment "${f.environment ?? 'draft'}". Check it, or leave it out for the draft.`,
  },
  {
    code: 5,
    class: 'broken',
    // A project of ES has one agent, so that it is the project which is wrong; CX names the agent.
    field: (f) => (f.agentId === undefined ? 'projectId' : 'agentId'),
    text: (f) =>
      f.agentId === undefined
        ? `There is no ${f.title} agent in the project "${f.projectId}" and the region "${f.location}".`
        : `There is no ${f.title} agent "${f.agentId}" in the project "${f.projectId}" and the region "${f.location}".`,
  },
  {
    code: 7,
    says: /has not been used|is disabled|SERVICE_DISABLED|accessNotConfigured/i,
    class: 'broken',
    field: 'projectId',
    text: (f) =>
      `The Dialogflow API is not enabled in the project "${f.projectId}". Enable it in the Google Cloud console.`,
  },
  {
    code: 7,
    says: /billing/i,
    class: 'broken',
    field: 'projectId',
    text: (f) => `Billing is not switched on for the project "${f.projectId}", or an invoice is open.`,
  },
  {
    code: 7,
    class: 'broken',
    field: 'secret',
    text: (f) =>
      `${f.email ?? 'The service account'} may not ask this agent: give it the role "Dialogflow API Client" ` +
      `in the project "${f.projectId}", or check that the project is the right one.`,
  },
  {
    code: 8,
    class: 'busy',
    text: (f) => `The quota of the project "${f.projectId}" for ${f.title} is used up for now.`,
  },
  {
    code: 9,
    class: 'broken',
    text: (f) =>
      `The agent is not ready to answer. Open it in the ${f.title} console, train it and mend what it complains about.`,
  },
  { code: 10, class: 'down', text: (f) => `${f.title} broke off the query.` },
  { code: 11, class: 'refused', text: (f) => `${f.title} did not take this query.` },
  {
    code: 12,
    class: 'broken',
    field: 'location',
    text: (f) => `${f.title} does not know this kind of query in the region "${f.location}".`,
  },
  { code: 13, class: 'down', text: (f) => `${f.title} had an error of its own.` },
  { code: 14, class: 'down', text: (f) => `${f.title} cannot be reached.` },
  { code: 15, class: 'down', text: (f) => `${f.title} had an error of its own.` },
  { code: 16, class: 'broken', field: 'secret', text: KEY_REFUSED },
];

/** Long enough for every text of Google's; a page of HTML from a gateway is no use beyond it. */
const MAX_DETAIL = 300;

const Rejection = z.object({
  code: z.number().optional().catch(undefined),
  details: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

/** What a call of a client was rejected with, told in plain words. Total: clients reject with bare strings too. */
export function tellFailure(error: unknown, facts: LinkFacts): ToldFailure {
  // Ours and the client's own deadline end at the same moment: whichever is first, it reads the same.
  const late = error instanceof DeadlineExceeded ? { code: DEADLINE_EXCEEDED } : error;
  const rejection = Rejection.safeParse(late).data;
  const detail = rejection?.details ?? rejection?.message ?? (typeof error === 'string' ? error : '');
  const row = SEEN.find(({ code, says }) => code === rejection?.code && (says === undefined || says.test(detail)));
  const code = NAMES[rejection?.code ?? -1] ?? 'UNEXPECTED';
  if (row === undefined) {
    return { failure: { class: 'down', code, text: withDetail(`${facts.title} could not be asked.`, detail) } };
  }
  const text = row.text(facts);
  const failure: AgentFailure = {
    class: row.class,
    code,
    text: row.withoutDetail ? text : withDetail(text, detail),
  };
  const field = typeof row.field === 'function' ? row.field(facts) : row.field;
  return field === undefined ? { failure } : { failure, field };
}

function withDetail(text: string, detail: string): string {
  const said = detail.trim();
  if (said === '') return text;
  return `${text} Google says: ${said.length > MAX_DETAIL ? `${said.slice(0, MAX_DETAIL)}…` : said}`;
}
