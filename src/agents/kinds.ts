import { z } from 'zod';
import { HOUR, MINUTE, SECOND } from '../time/instant.js';
import { LocalAgent } from './local/local-agent.js';
import type { AgentKindSpec } from './agent-engine.js';

const ProjectId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    'a Google project id has 6 to 30 of a–z, 0–9 and -, and starts with a letter',
  )
  .meta({ title: 'Project id', description: 'Google Cloud console, at the top of the page: the id, not the name' });

/** A pattern rather than a list, since Google adds regions; the address that is called is made of it, never given freely. */
const Location = z
  .string()
  .regex(/^([a-z]+|[a-z]+-[a-z]+\d+)$/, 'write a region as Google does: global, europe-west1')
  .meta({ title: 'Region', description: 'Where the agent lives, as its page says: global, europe-west1, us-central1' });

const LanguageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'write a language as a BCP-47 tag: en, ar, pt-BR');

/** Those that the agent speaks; the first stands in for the others. */
const Languages = z.array(LanguageTag).min(1).max(50).meta({
  title: 'Languages',
  description: 'Those that the agent speaks, as BCP-47 tags; the first stands in for the others',
});

const ES_PLATFORMS = ['FACEBOOK', 'SLACK', 'TELEGRAM', 'KIK', 'SKYPE', 'LINE', 'VIBER', 'GOOGLE_HANGOUTS'] as const;
export const EsPlatform = z.enum([...ES_PLATFORMS, 'default']);
export type EsPlatform = z.infer<typeof EsPlatform>;

export const EsSettings = z.strictObject({
  projectId: ProjectId,
  location: Location.default('global'),
  /** Name of an environment; absent: the draft. */
  environment: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ title: 'Environment', description: 'Its name; left empty, the draft answers' }),
  languages: Languages,
  /** WhatsApp is none of Dialogflow's platforms: the first of these that has something to show is taken. */
  platforms: z.array(EsPlatform).min(1).default(['FACEBOOK', 'TELEGRAM', 'default']).meta({
    title: 'Platforms',
    description: 'Whose responses are shown: the first of these that has something to show',
  }),
});
export type EsSettings = z.infer<typeof EsSettings>;

export const CxSettings = z.strictObject({
  projectId: ProjectId,
  location: Location,
  agentId: z.uuid().meta({ title: 'Agent id', description: 'In the address of the agent’s page, behind “agents/”' }),
  /** Id of an environment; absent: the draft. */
  environment: z.uuid().optional().meta({ title: 'Environment id', description: 'Left empty, the draft answers' }),
  languages: Languages,
  /** Messages that the designer bound to this channel come in place of those bound to none. */
  channel: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ title: 'Channel', description: 'Responses that the designer bound to this channel come first' }),
});
export type CxSettings = z.infer<typeof CxSettings>;

export const LocalSettings = z.strictObject({ definition: LocalAgent });
export type LocalSettings = z.infer<typeof LocalSettings>;

const SERVICE_ACCOUNT = {
  label: 'Service account key (JSON)',
  help: 'Google Cloud console → IAM → Service accounts → Keys; the role "Dialogflow API Client" is enough',
};

/** Every kind of agent; one line each. The code behind a kind is loaded when a link of it is opened. */
export const agentKinds = {
  'dialogflow-es': {
    title: 'Dialogflow ES',
    settings: EsSettings,
    deadlineMs: 8 * SECOND,
    // Contexts go 20 minutes after the last query that matched. Source: Dialogflow v2 protos, Context.lifespan_count.
    remembersMs: 19 * MINUTE,
    secret: SERVICE_ACCOUNT,
    load: async () => (await import('./dialogflow-es/es-engine.js')).esEngine,
  } satisfies AgentKindSpec<EsSettings>,
  'dialogflow-cx': {
    title: 'Dialogflow CX',
    settings: CxSettings,
    // Generative answers and webhooks take their time.
    deadlineMs: 25 * SECOND,
    // Each query sets the session's life to a day, the most there is. Source: v3 protos, QueryParameters.session_ttl.
    remembersMs: 23 * HOUR,
    secret: SERVICE_ACCOUNT,
    load: async () => (await import('./dialogflow-cx/cx-engine.js')).cxEngine,
  } satisfies AgentKindSpec<CxSettings>,
  local: {
    title: 'Local agent (for trying and testing)',
    settings: LocalSettings,
    takesExport: true,
    deadlineMs: 8 * SECOND,
    // It keeps nothing, and is told the contexts with every query.
    remembersMs: Number.POSITIVE_INFINITY,
    shown: ({ definition: { name, languages, intents, entities } }) => ({
      name,
      languages,
      intents: intents.length,
      entities: entities.length,
    }),
    load: async () => (await import('./local/local-engine.js')).localEngine,
  } satisfies AgentKindSpec<LocalSettings>,
};
