import type { SessionsClient } from '@google-cloud/dialogflow-cx/build/src/v3/sessions_client.js';
import type { ClientOptions } from '../google/client-options.js';

/*
 * The only file that names the client's deep path: the whole package costs twice the time and memory. The path is not a
 * promised one; cx-client.test.ts tells when a new version has moved it.
 */

export type CxClient = Pick<
  SessionsClient,
  | 'initialize'
  | 'close'
  | 'detectIntent'
  | 'matchIntent'
  | 'projectLocationAgentSessionPath'
  | 'projectLocationAgentEnvironmentSessionPath'
>;

export type CxRequest = NonNullable<Parameters<SessionsClient['detectIntent']>[0]>;

/** Loads the library, and makes a client that is not connected yet. */
export async function connectCx(options: ClientOptions): Promise<CxClient> {
  const { SessionsClient: Client } = await import('@google-cloud/dialogflow-cx/build/src/v3/sessions_client.js');
  return new Client(options);
}
