import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusal, refusalBody } from '../../meta-errors.js';
import { checkUpload } from '../../rules/check-media.js';
import type { World } from '../../world.js';

const MAX_BODY = 101 * 1024 * 1024;

export interface MediaPaths {
  /** Where uploads are posted: `/media`. */
  upload: string;
  /** What stands before a file's id: empty, or a version. */
  file: string;
}

/** Upload, look up, download, delete, as Meta has them. */
export function mediaRoutes(app: FastifyInstance, world: World, paths: MediaPaths): void {
  app.addContentTypeParser(
    /^multipart\/form-data/,
    { parseAs: 'buffer', bodyLimit: MAX_BODY },
    (_request, body, done) => done(null, body),
  );

  const refuse = (reply: FastifyReply, refused: ReturnType<typeof refusal>) => {
    world.counts.refused += 1;
    return reply.code(refused.status).send(refusalBody(refused, world.ids.trace()));
  };
  const unknown = (reply: FastifyReply, id: string) =>
    refuse(reply, refusal(100, `Unsupported request. Object with ID '${id}' does not exist or is not yours.`, 33));

  app.post(paths.upload, { bodyLimit: MAX_BODY }, async (request, reply) => {
    const type = request.headers['content-type'] ?? '';
    if (!Buffer.isBuffer(request.body)) return refuse(reply, refusal(100, 'The body must be multipart/form-data.'));
    const form = await readForm(type, request.body);
    const file = form?.get('file');
    if (!form || !file || typeof file === 'string')
      return refuse(reply, refusal(100, 'The parameter file is required.'));
    if (form.get('messaging_product') !== 'whatsapp') {
      return refuse(reply, refusal(100, 'The parameter messaging_product is required.'));
    }
    const declared = form.get('type');
    const mime = typeof declared === 'string' && declared !== '' ? declared : file.type;
    const bytes = Buffer.from(await file.arrayBuffer());
    const refused = checkUpload(mime, bytes.length);
    if (refused) return refuse(reply, refused);
    const media = world.media.add('business', mime, bytes, file.name);
    world.requests.add({
      at: world.clock.now(),
      method: 'POST',
      path: pathOf(request),
      payload: { mime, bytes: bytes.length, filename: file.name },
      verdict: 'accepted',
      status: 200,
    });
    return { id: media.id };
  });

  app.get<{ Params: { mediaId: string } }>(`${paths.file}/:mediaId(^\\d{5,}$)`, (request, reply) => {
    const media = world.media.get(request.params.mediaId);
    if (!media) return unknown(reply, request.params.mediaId);
    return {
      url: world.dialect.mediaUrl(world, media),
      mime_type: media.mime,
      sha256: media.sha256.toString('hex'),
      file_size: media.bytes.length,
      id: media.id,
      messaging_product: 'whatsapp',
    };
  });

  app.delete<{ Params: { mediaId: string } }>(`${paths.file}/:mediaId(^\\d{5,}$)`, (request, reply) =>
    world.media.remove(request.params.mediaId) ? { success: true } : unknown(reply, request.params.mediaId),
  );

  app.get<{ Querystring: { mid?: string; ext?: string; hash?: string } }>(
    '/whatsapp_business/attachments/',
    (request, reply) => {
      const media = world.media.atUrl(request.query);
      if (!media) return reply.code(404).type('text/plain').send('URL signature expired');
      return reply.type(media.mime).send(media.bytes);
    },
  );
}

/** A request's address without its query. */
function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}

/** @returns undefined when the body is not the form that its header says */
async function readForm(contentType: string, body: Buffer): Promise<FormData | undefined> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    // The platform's parser throws a TypeError for every malformed form; anything else is ours.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
