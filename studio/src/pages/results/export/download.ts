import { addressOf, type Query } from '../../../api/client.js';
import { ApiProblem, type FieldError } from '../../../api/problem.js';

export interface Progress {
  bytes: number;
  /** Rows that have come; undefined where a packed file does not tell. */
  rows: number | undefined;
  total: number;
}

const LINE_END = 10;

/**
 * Fetches an export and tells how far it has come.
 *
 * @throws ApiProblem where it is refused, or was cut off
 */
export async function download(
  path: string,
  query: Query,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const response = await fetch(addressOf(path, query), { signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ApiProblem(0, 'unreachable', 'No connection', 'The service cannot be reached.');
  });
  if (!response.ok || !response.body) throw await refusal(response);
  const total = Number(response.headers.get('X-Total-Rows') ?? 0);
  const isPacked = !/^(text|application\/json)/.test(response.headers.get('Content-Type') ?? '');
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  // The head is a line too.
  let lines = -1;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.length;
    if (!isPacked) lines += value.reduce((n, byte) => (byte === LINE_END ? n + 1 : n), 0);
    onProgress({ bytes, rows: isPacked ? undefined : Math.min(total, Math.max(0, lines)), total });
  }
  return new Blob(parts, { type: response.headers.get('Content-Type') ?? '' });
}

async function refusal(response: Response): Promise<ApiProblem> {
  const said = (await response.json().catch(() => ({}))) as { title?: string; detail?: string; errors?: FieldError[] };
  return new ApiProblem(response.status, 'refused', said.title ?? '', said.detail ?? '', said.errors ?? []);
}

/** Hands a file to the browser's downloads. */
export function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
