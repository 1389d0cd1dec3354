import { z } from 'zod';
import { CliProblem } from './terminal.js';

/** How to reach a running service. */
export interface ServiceAddress {
  server: string;
  /** Its API token. */
  token: string;
}

const Refusal = z.object({ detail: z.string(), errors: z.array(z.object({ message: z.string() })).default([]) });

/** Calls of a running service's API. What it refuses becomes a CliProblem with its own words, one line a mistake. */
export class Service {
  constructor(private readonly address: ServiceAddress) {}

  /** @throws CliProblem when it is refused, or the answer is not what this version of the service gives */
  async json<T>(schema: z.ZodType<T>, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const text = await this.text(method, path, body);
    const read = schema.safeParse(parseJson(text));
    if (read.success) return read.data;
    throw new CliProblem(`${this.address.server} gave an answer that this version does not understand`);
  }

  /** @throws CliProblem when it is refused */
  async text(method: 'GET' | 'POST', path: string, body?: unknown): Promise<string> {
    const { server, token } = this.address;
    const { ok, status, text } = await this.#call(method, path, token, body);
    if (ok) return text;
    const refusal = Refusal.safeParse(parseJson(text)).data;
    if (!refusal) throw new CliProblem(`${server} refused with status ${status}; is it a Canvass?`);
    const messages = refusal.errors.map(({ message }) => message);
    throw new CliProblem(messages.length > 0 ? messages.join('\n') : refusal.detail);
  }

  async #call(method: string, path: string, token: string, body: unknown) {
    const { server } = this.address;
    try {
      const response = await fetch(new URL(`/api/v1${path}`, server), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { ok: response.ok, status: response.status, text: await response.text() };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new CliProblem(`${server} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Whoever asked finds that it is not what was awaited.
    return undefined;
  }
}
