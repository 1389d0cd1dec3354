import { addressOf, outcomeOf, unreachable, type Query } from './client.js';

/**
 * Posts a file as it is, and tells how much of it is there. `T` as for `api`.
 * @throws ApiProblem; of an upload that was called off too
 */
export function upload<T>(
  path: string,
  query: Query,
  file: Blob,
  { onProgress, signal }: { onProgress: (percent: number) => void; signal: AbortSignal },
): Promise<T> {
  // `fetch` does not tell how far it is.
  const request = new XMLHttpRequest();
  return new Promise<unknown>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(Math.round((100 * loaded) / total)));
    for (const name of ['error', 'abort', 'timeout']) request.addEventListener(name, () => reject(unreachable()));
    request.addEventListener('load', () => {
      try {
        const isJson = /\bjson\b/.test(request.getResponseHeader('Content-Type') ?? '');
        const answer: unknown = isJson ? JSON.parse(request.responseText) : request.responseText;
        resolve(outcomeOf(request.status, answer));
      } catch (error) {
        reject(error);
      }
    });
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('POST', addressOf(path, query));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(file);
  }) as Promise<T>;
}
