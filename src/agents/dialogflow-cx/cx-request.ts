import { cutQuery } from '../cut-query.js';
import { CANVASS, VOICE_NOTE, type GoogleQuery } from '../google/query.js';
import { encodeStruct } from '../google/struct.js';
import type { CxSettings } from '../kinds.js';
import type { CxClient, CxRequest } from './cx-client.js';

/** How long the agent remembers a session after its last request: the longest that it takes. Source: session.proto of v3. */
const SESSION_TTL = { seconds: 24 * 60 * 60 };

/** Full name of a dialogue's session. */
export function cxSession(client: CxClient, settings: CxSettings, dialogue: string): string {
  const { projectId, location, agentId, environment } = settings;
  return environment === undefined
    ? client.projectLocationAgentSessionPath(projectId, location, agentId, dialogue)
    : client.projectLocationAgentEnvironmentSessionPath(projectId, location, agentId, environment, dialogue);
}

/** A query as Dialogflow CX takes it. An event of CX has no parameters: those of ours become the session's. */
export function cxRequest(session: string, query: GoogleQuery, channel: string | undefined): CxRequest {
  const { restore, input, parameters } = query;
  const ofEvent = input.kind === 'event' ? input.parameters : undefined;
  return {
    session,
    queryInput: { ...cxInput(query), languageCode: query.speaks },
    queryParams: {
      timeZone: query.timezone,
      ...(query.location === undefined ? {} : { geoLocation: query.location }),
      parameters: encodeStruct({ ...restore?.parameters, ...parameters, ...ofEvent }),
      payload: encodeStruct({ [CANVASS]: { ...parameters } }),
      // Only when the agent has forgotten it: to name a page drops whatever state there is.
      ...(restore?.page === undefined ? {} : { currentPage: restore.page }),
      ...(channel === undefined ? {} : { channel }),
      sessionTtl: SESSION_TTL,
    },
  };
}

function cxInput({ input }: GoogleQuery): NonNullable<CxRequest['queryInput']> {
  switch (input.kind) {
    case 'text':
      return { text: { text: cutQuery(input.text) } };
    case 'event':
      return { event: { event: input.name } };
    case 'voice':
      return { audio: { config: VOICE_NOTE, audio: input.bytes } };
  }
}
