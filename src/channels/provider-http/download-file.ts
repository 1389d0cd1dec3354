import type { Checked } from '../channel.js';
import type { Download, ProviderHttp } from './client.js';
import { type ErrorTable, failureOfStatus, notRead } from './error-table.js';

interface Wanted {
  url: string;
  headers: Readonly<Record<string, string>>;
  secrets: readonly string[];
}

/**
 * A file of a provider's, up to `maxBytes`. One redirect is followed, to the storage behind the API and without the
 * headers: they are for the API alone.
 */
export async function downloadFile(
  http: ProviderHttp,
  errors: ErrorTable,
  wanted: Wanted,
  maxBytes: number,
): Promise<Checked<{ mime: string; bytes: Buffer }>> {
  const first = await http.download(wanted, maxBytes);
  if (first.kind !== 'redirect') return checkedFile(errors, first, maxBytes);
  const url = storageUrl(first.location, wanted.url);
  if (url === undefined)
    return { ok: false, failure: errors.failure('media-elsewhere', 'sent to an address without TLS') };
  return checkedFile(errors, await http.download({ url, headers: {}, secrets: wanted.secrets }, maxBytes), maxBytes);
}

/** Where the redirect leads, unless it gives up the encryption that the API's own address has. */
function storageUrl(location: string, from: string): string | undefined {
  if (!URL.canParse(location, from)) return undefined;
  const url = new URL(location, from);
  return url.protocol === 'https:' || url.protocol === new URL(from).protocol ? url.href : undefined;
}

/** What a download came to, in the words of an adapter's errors. */
export function checkedFile(
  errors: ErrorTable,
  download: Download,
  maxBytes: number,
): Checked<{ mime: string; bytes: Buffer }> {
  switch (download.kind) {
    case 'file':
      return { ok: true, value: { mime: download.mime, bytes: download.bytes } };
    case 'too-large':
      return { ok: false, failure: errors.failure('media-too-large', `more than the allowed ${maxBytes} bytes`) };
    case 'redirect':
      return { ok: false, failure: errors.failure('http-3xx', 'redirected more than once') };
    case 'answer':
      return notRead(failureOfStatus(errors, download.answer.status, download.answer.text));
    case 'trouble':
      return notRead(errors.failure(download.trouble.trouble, download.trouble.detail));
  }
}
