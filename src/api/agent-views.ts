import { z } from 'zod';
import { MOST_SENT } from '../agents/links/given-zip.js';
import type { AgentKindSpec, LinkCheck } from '../agents/agent-engine.js';
import type { KnownLink } from '../agents/links/agent-directory.js';
import { defaultLimits } from '../agents/links/agent-links.js';
import type { AgentKinds } from '../agents/links/link-opener.js';
import { AgentFailure, AgentReply } from '../flow/agent/agent-reply.js';
import { LinkLimits, LinkState } from '../store/agent-link.js';

const Time = z.iso.datetime();
const JsonObject = z.record(z.string(), z.unknown());

export const AgentLinkView = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  /** Of a local agent a summary. */
  settings: JsonObject,
  /** Says which secret it is; the secret itself is never shown. */
  secretHint: z.string().nullable(),
  limits: LinkLimits,
  source: z.enum(['api', 'file']),
  state: LinkState,
  stateReason: z.string().nullable(),
  stateAt: Time,
  createdAt: Time,
  updatedAt: Time,
});

export const SavedAgentView = AgentLinkView.extend({
  said: z.string().nullable(),
  warnings: z.array(z.string()),
});

export const AgentTestView = z.object({
  ok: z.boolean(),
  said: z.string().nullable(),
  warnings: z.array(z.string()),
  failure: AgentFailure.nullable(),
  /** The setting to mend, where one is at fault. */
  field: z.string().nullable(),
  link: AgentLinkView,
});

export const AgentAnswerView = z.object({
  dialogue: z.string(),
  memory: JsonObject,
  reply: AgentReply.omit({ messages: true }).extend({ messages: z.array(JsonObject) }),
  tookMs: z.number(),
});

/** A kind of agent, and what linking one needs. */
export const AgentKindView = z.object({
  kind: z.string(),
  title: z.string(),
  settings: JsonObject.nullable().describe('JSON Schema of the settings; null where an export is given in their place'),
  secret: z.object({ label: z.string(), help: z.string() }).nullable(),
  takesExport: z.boolean().describe('A zip that Dialogflow ES exported is taken'),
  largestExport: z.number().int().nullable().describe('How many bytes such a zip may have; null where none is taken'),
  limits: LinkLimits.describe('What a link may use where it says nothing else'),
});
export type AgentKindView = z.infer<typeof AgentKindView>;
export const AgentKindList = z.object({ items: z.array(AgentKindView) });

/** Where an agent is asked. */
export const AgentUsesView = z.object({
  flows: z.array(
    z.object({
      flowId: z.string(),
      title: z.string(),
      kind: z.enum(['survey', 'conversation']),
      steps: z.array(z.string()),
    }),
  ),
  channels: z
    .array(z.object({ channelId: z.string(), name: z.string(), flowId: z.string() }))
    .describe('Channels whose default flow is one of these'),
});
export type AgentUsesView = z.infer<typeof AgentUsesView>;

export type AgentLinkView = z.infer<typeof AgentLinkView>;
export type SavedAgentView = z.infer<typeof SavedAgentView>;
export type AgentTestView = z.infer<typeof AgentTestView>;
export type AgentAnswerView = z.infer<typeof AgentAnswerView>;

export function agentKindView(kind: string, spec: AgentKindSpec): AgentKindView {
  const { title, secret = null, takesExport = false } = spec;
  return {
    kind,
    title,
    settings: takesExport ? null : settingsSchema(spec),
    secret,
    takesExport,
    largestExport: takesExport ? MOST_SENT : null,
    limits: defaultLimits(spec),
  };
}

function settingsSchema({ settings }: AgentKindSpec): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  return JsonObject.parse(schema);
}

export function agentLinkView(link: KnownLink, kinds: AgentKinds): z.infer<typeof AgentLinkView> {
  const { id, kind, title, secretHint, limits, source, state, stateReason } = link;
  return {
    id,
    kind,
    title,
    settings: shownSettings(link, kinds),
    secretHint,
    limits,
    source: source.kind,
    state,
    stateReason,
    stateAt: new Date(link.stateAt).toISOString(),
    createdAt: new Date(link.createdAt).toISOString(),
    updatedAt: new Date(link.updatedAt).toISOString(),
  };
}

export function agentTestView(link: KnownLink, check: LinkCheck, kinds: AgentKinds): z.infer<typeof AgentTestView> {
  return {
    ok: check.ok,
    said: check.ok ? check.said : null,
    warnings: check.ok ? check.warnings : [],
    failure: check.ok ? null : check.failure,
    field: check.ok ? null : (check.field ?? null),
    link: agentLinkView(link, kinds),
  };
}

/** Settings of a kind or a form that this version does not know are not shown. */
function shownSettings({ kind, settings }: KnownLink, kinds: AgentKinds): Record<string, unknown> {
  const spec = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const given: unknown = JSON.parse(settings);
  const read = spec?.settings.safeParse(given);
  if (!spec || !read?.success) return {};
  const shown = spec.shown ? spec.shown(read.data) : JsonObject.parse(read.data);
  return { ...shown };
}
