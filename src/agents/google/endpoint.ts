/** Where a client calls. */
export interface Endpoint {
  host: string;
  port: number;
  /** In the clear and without credentials: an emulator. */
  plaintext: boolean;
}

const TLS_PORT = 443;

/**
 * Google's address for a location. Made of a checked name and never given freely, so that no link can make us call
 * elsewhere. `global` has no prefix of its own. Source: Google, "Agent data regionalization" (ES) and "Regionalization" (CX).
 */
export function endpointOf(location: string): Endpoint {
  const host = location === 'global' ? 'dialogflow.googleapis.com' : `${location}-dialogflow.googleapis.com`;
  return { host, port: TLS_PORT, plaintext: false };
}

/** `host:port` of an emulator; undefined where it is none. The clients want the two apart: they append a port themselves. */
export function parseEmulator(address: string): Endpoint | undefined {
  const match = /^(?<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):(?<port>\d{1,5})$/.exec(address.trim());
  const { host, port } = match?.groups ?? {};
  if (host === undefined || port === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return { host, port: Number(port), plaintext: true };
}
