import { ApiProblem, type FieldError } from './problem.js';

export type QueryValue = string | number | boolean | undefined | readonly string[];
export type Query = Record<string, QueryValue>;

/** Told of every answer 401: the login has expired. */
type OnSignedOut = () => void;
let onSignedOut: OnSignedOut = () => undefined;
export const whenSignedOut = (listener: OnSignedOut): void => {
  onSignedOut = listener;
};

export function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of [value].flat()) search.append(name, String(one));
  }
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`;
}

/** Where a body goes out as it is; otherwise as JSON. */
const isRaw = (body: unknown): body is BodyInit => body instanceof FormData || body instanceof Blob;

interface CallOptions {
  signal?: AbortSignal | undefined;
  /** What is sent again under the same key is done once. */
  key?: string | undefined;
}

async function call(
  method: string,
  path: string,
  query?: Query,
  body?: unknown,
  { signal, key }: CallOptions = {},
): Promise<unknown> {
  const isJsonSent = body !== undefined && !isRaw(body);
  let response: Response;
  try {
    response = await fetch(addressOf(path, query), {
      method,
      headers: {
        ...(isJsonSent && { 'Content-Type': 'application/json' }),
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      ...(signal && { signal }),
      ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw unreachable();
  }
  const isJson = /\bjson\b/.test(response.headers.get('Content-Type') ?? '');
  const answer: unknown = isJson ? await response.json() : await response.text();
  return outcomeOf(response.status, answer);
}

export const unreachable = (): ApiProblem =>
  new ApiProblem(0, 'unreachable', 'No connection', 'The service cannot be reached.');

/** What the service answered, where that is good news. @throws ApiProblem */
export function outcomeOf(status: number, answer: unknown): unknown {
  if (status >= 200 && status < 300) return answer === '' ? undefined : answer;
  const problem = problemOf(status, answer);
  if (status === 401 && problem.type === 'unauthorized') onSignedOut();
  throw problem;
}

function problemOf(status: number, answer: unknown): ApiProblem {
  const said = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    type?: string;
    title?: string;
    detail?: string;
    errors?: FieldError[];
  };
  const type = said.type?.split(':').at(-1) ?? 'unknown';
  return new ApiProblem(status, type, said.title ?? `Error ${status}`, said.detail ?? '', said.errors ?? []);
}

/**
 * The service's own API, nothing else. `T` is the type that the route's view schema in `src/api` infers: import it with
 * `import type { XView } from '@core/api/…-views.js'`.
 * @throws ApiProblem
 */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    call('GET', path, query, undefined, { signal }) as Promise<T>,
  post: <T = void>(path: string, body?: unknown, query?: Query, options?: CallOptions) =>
    call('POST', path, query, body, options) as Promise<T>,
  put: <T = void>(path: string, body?: unknown, query?: Query) => call('PUT', path, query, body) as Promise<T>,
  patch: <T = void>(path: string, body?: unknown, query?: Query) => call('PATCH', path, query, body) as Promise<T>,
  delete: <T = void>(path: string, query?: Query) => call('DELETE', path, query) as Promise<T>,
};
