import type { SessionsClient } from '@google-cloud/dialogflow/build/src/v2/sessions_client.js';
import type { ClientOptions } from '../google/client-options.js';

/*
 * The only file that names the client's deep path: the whole package costs twice the time and memory. The path is not a
 * promised one; es-client.test.ts tells when a new version has moved it.
 */

export type EsClient = Pick<
  SessionsClient,
  | 'initialize'
  | 'close'
  | 'detectIntent'
  | 'projectAgentSessionPath'
  | 'projectAgentEnvironmentUserSessionPath'
  | 'projectLocationAgentSessionPath'
  | 'projectLocationAgentEnvironmentUserSessionPath'
>;

export type EsRequest = NonNullable<Parameters<SessionsClient['detectIntent']>[0]>;

/** Loads the library, and makes a client that is not connected yet. */
export async function connectEs(options: ClientOptions): Promise<EsClient> {
  const { SessionsClient: Client } = await import('@google-cloud/dialogflow/build/src/v2/sessions_client.js');
  return new Client(options);
}
