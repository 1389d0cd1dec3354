import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { protos as esProtos } from '@google-cloud/dialogflow';
import type { protos as cxProtos } from '@google-cloud/dialogflow-cx';
import { CERTIFICATE, CERTIFICATE_KEY } from './certificate.js';
import { SessionsDouble } from './sessions-double.js';
import type { TrustedAccount } from './token.js';

export type EsRequest = esProtos.google.cloud.dialogflow.v2.IDetectIntentRequest;
/** A MatchIntentRequest has the same parts. */
export type CxRequest = cxProtos.google.cloud.dialogflow.cx.v3.IDetectIntentRequest;

export interface DialogflowServer {
  host: string;
  port: number;
  /** `host:port`, as an engine's option `emulator` takes it. */
  address: string;
  es: SessionsDouble<EsRequest>;
  cx: SessionsDouble<CxRequest>;
  /** Cuts what is open. A server that is not stopped keeps the process alive. */
  stop(): Promise<void>;
}

export interface DialogflowServerOptions {
  /**
   * TLS, and only tokens of this account; the client’s test imports trust-certificate.ts first. Absent: plaintext, and
   * whoever calls.
   */
  tls?: TrustedAccount;
  /** 0 or absent: any that is free. To come back on the same port after a stop. */
  port?: number;
}

/**
 * Dialogflow ES and CX on a port of the machine's own, as far as their Sessions services go: made of the protos that the
 * official clients ship, so that what arrives and what is answered went over the wire as with Google. It answers by
 * script (`es.answer`, `es.next`, `cx.answer` …) and records calls.
 */
export async function startDialogflowServer(options: DialogflowServerOptions = {}): Promise<DialogflowServer> {
  const es = new SessionsDouble<EsRequest>();
  const cx = new SessionsDouble<CxRequest>();
  const server = new Server();
  const { tls } = options;
  server.addService(ES_SESSIONS(), es.implementation(['detectIntent'], tls));
  server.addService(CX_SESSIONS(), cx.implementation(['detectIntent', 'matchIntent'], tls));
  const host = tls === undefined ? '127.0.0.1' : 'localhost';
  const port = await listen(server, `127.0.0.1:${options.port ?? 0}`, credentials(tls !== undefined));
  return {
    host,
    port,
    address: `${host}:${port}`,
    es,
    cx,
    stop: async () => server.forceShutdown(),
  };
}

function listen(server: Server, address: string, credentials_: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials_, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
}

function credentials(tls: boolean): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  const pair = {
    cert_chain: readFileSync(CERTIFICATE),
    private_key: readFileSync(CERTIFICATE_KEY),
  };
  return ServerCredentials.createSsl(null, [pair]);
}

const ES_SESSIONS = once(() => sessionsOf('@google-cloud/dialogflow', 'google.cloud.dialogflow.v2.Sessions'));
const CX_SESSIONS = once(() => sessionsOf('@google-cloud/dialogflow-cx', 'google.cloud.dialogflow.cx.v3.Sessions'));

/** A service of the protos that a client's package ships; bytes are answered as they are. */
function sessionsOf(packageName: string, service: string): ServiceDefinition {
  const require = createRequire(path.resolve('package.json'));
  const json = JSON.parse(readFileSync(require.resolve(`${packageName}/build/protos/protos.json`), 'utf8')) as object;
  const definition = fromJSON(json as Parameters<typeof fromJSON>[0], {
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  const methods = definition[service] as ServiceDefinition;
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      {
        ...method,
        responseSerialize: (value: object) => (Buffer.isBuffer(value) ? value : method.responseSerialize(value)),
      },
    ]),
  );
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
