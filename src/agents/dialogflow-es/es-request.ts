import type { AgentContext } from '../../flow/agent/agent-call.js';
import type { Json } from '../../flow/conditions.js';
import { cutQuery } from '../cut-query.js';
import { CANVASS, VOICE_NOTE, type GoogleQuery } from '../google/query.js';
import { encodeStruct } from '../google/struct.js';
import type { EsSettings } from '../kinds.js';
import type { EsClient, EsRequest } from './es-client.js';

/** Queries for which the context `canvass` lives. It is sent with each, so any number above one will do. */
const CANVASS_LIFESPAN = 100;

/** Google's name for a user who is none, in sessions of an environment. */
const NO_USER = '-';

/** Full name of a dialogue's session. */
export function esSession(client: EsClient, settings: EsSettings, dialogue: string): string {
  const { projectId, location, environment } = settings;
  if (location === 'global') {
    return environment === undefined
      ? client.projectAgentSessionPath(projectId, dialogue)
      : client.projectAgentEnvironmentUserSessionPath(projectId, environment, NO_USER, dialogue);
  }
  return environment === undefined
    ? client.projectLocationAgentSessionPath(projectId, location, dialogue)
    : client.projectLocationAgentEnvironmentUserSessionPath(projectId, location, environment, NO_USER, dialogue);
}

/** A query as Dialogflow ES takes it. */
export function esRequest(session: string, query: GoogleQuery): EsRequest {
  const contexts = [
    // Ours is made anew for each query; an old one of the same name would contend with it.
    ...(query.restore?.contexts ?? []).filter(({ name }) => name !== CANVASS),
    { name: CANVASS, lifespan: CANVASS_LIFESPAN, parameters: query.parameters },
  ];
  return {
    session,
    queryParams: {
      timeZone: query.timezone,
      ...(query.location === undefined ? {} : { geoLocation: query.location }),
      contexts: contexts.map((context) => esContext(session, context)),
      payload: encodeStruct({ [CANVASS]: { ...query.parameters } }),
    },
    ...esInput(query),
  };
}

function esContext(
  session: string,
  {
    name,
    lifespan,
    parameters,
  }: Readonly<Omit<AgentContext, 'parameters'>> & {
    parameters: Readonly<Record<string, Json>>;
  },
) {
  return { name: `${session}/contexts/${name}`, lifespanCount: lifespan, parameters: encodeStruct(parameters) };
}

function esInput({ input, parameters, speaks }: GoogleQuery): Pick<EsRequest, 'queryInput' | 'inputAudio'> {
  switch (input.kind) {
    case 'text':
      return { queryInput: { text: { text: cutQuery(input.text), languageCode: speaks } } };
    case 'event':
      return {
        queryInput: {
          event: {
            name: input.name,
            languageCode: speaks,
            parameters: encodeStruct({ ...parameters, ...input.parameters }),
          },
        },
      };
    case 'voice':
      return { queryInput: { audioConfig: { ...VOICE_NOTE, languageCode: speaks } }, inputAudio: input.bytes };
  }
}
