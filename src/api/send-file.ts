import { Readable } from 'node:stream';

/** As much of the HTTP server's reply as is needed here. */
export interface FileReply {
  header(name: string, value: string | number): FileReply;
  send(body: Buffer | Readable): unknown;
}

/** What a browser shows by itself; an office document is saved. */
const SHOWN = /^(image|video|audio)\/|^application\/pdf$/;

/**
 * Answers with a file of somebody else's. What is not known to be harmless is only ever saved, and nothing is more than
 * what it is said to be.
 */
export function sendFile(
  reply: FileReply,
  {
    mime,
    filename,
    size,
    content,
  }: { mime: string | undefined; filename: string; size?: number; content: Buffer | AsyncIterable<Buffer> },
): void {
  const name = encodeURIComponent(filename).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  const shown = mime !== undefined && SHOWN.test(mime);
  reply
    .header('Content-Type', mime ?? 'application/octet-stream')
    .header('Content-Disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('X-Content-Type-Options', 'nosniff')
    .header('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
    .header('Cache-Control', 'private, max-age=600');
  if (size !== undefined) reply.header('Content-Length', size);
  reply.send(Buffer.isBuffer(content) ? content : Readable.from(content, { objectMode: false }));
}
