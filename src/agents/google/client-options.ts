import type { ChannelCredentials } from '@grpc/grpc-js';
import type { Endpoint } from './endpoint.js';
import type { ServiceAccount } from './service-account.js';

/** What we give the constructor of a sessions client, ES and CX alike. A type, since theirs has an index signature. */
export type ClientOptions = {
  /** Only for other hosts than the client's own: with one, the token names scopes instead of an audience. */
  apiEndpoint?: string;
  port: number;
  /** Said here so that no environment variable decides it. */
  universeDomain: 'googleapis.com';
  fallback: false;
  /** Always given: without any the library looks for the machine's own, which are ours and not the link's. */
  credentials: { client_email: string; private_key: string };
  /** Given, it replaces TLS and token: emulators only. */
  sslCreds?: ChannelCredentials;
  'grpc.enable_http_proxy'?: 0;
  /** In gax's way of writing a client's settings. */
  clientConfig: ReturnType<typeof retriesOff>;
};

/** Where a call says no deadline of its own; all of ours do. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** The key of an emulator's client is never used: with `sslCreds` no token is made. */
const NO_ACCOUNT = { client_email: 'nobody@emulator.invalid', private_key: 'unused' };

/**
 * @param service full name of the gRPC service
 * @param methods of it that we call
 * @param account undefined for an emulator
 */
export async function clientOptions(
  endpoint: Endpoint,
  account: ServiceAccount | undefined,
  service: string,
  methods: readonly string[],
): Promise<ClientOptions> {
  const options: ClientOptions = {
    port: endpoint.port,
    universeDomain: 'googleapis.com',
    fallback: false,
    credentials: account === undefined ? NO_ACCOUNT : { client_email: account.email, private_key: account.privateKey },
    clientConfig: retriesOff(service, methods),
  };
  if (endpoint.host !== 'dialogflow.googleapis.com') options.apiEndpoint = endpoint.host;
  if (endpoint.plaintext) {
    const { credentials } = await import('@grpc/grpc-js');
    options.sslCreds = credentials.createInsecure();
    // A proxy of the environment would be asked for the loopback address too.
    options['grpc.enable_http_proxy'] = 0;
  }
  return options;
}

/**
 * Retrying belongs to whoever asks. The library's own makes ten attempts in two seconds, reports them as
 * DEADLINE_EXCEEDED, and lets the timeout of one call reach into another that runs at the same time. Only a retry list
 * redefined here and named by each method switches it off (measured with google-gax 5.0.8).
 */
function retriesOff(service: string, methods: readonly string[]) {
  return {
    interfaces: {
      [service]: {
        retry_codes: { none: [] },
        retry_params: {
          default: {
            initial_retry_delay_millis: 100,
            retry_delay_multiplier: 1.3,
            max_retry_delay_millis: 1_000,
            initial_rpc_timeout_millis: DEFAULT_TIMEOUT_MS,
            rpc_timeout_multiplier: 1,
            max_rpc_timeout_millis: DEFAULT_TIMEOUT_MS,
            total_timeout_millis: DEFAULT_TIMEOUT_MS,
          },
        },
        methods: Object.fromEntries(
          methods.map((method) => [
            method,
            { timeout_millis: DEFAULT_TIMEOUT_MS, retry_codes_name: 'none', retry_params_name: 'default' },
          ]),
        ),
      },
    },
  };
}
