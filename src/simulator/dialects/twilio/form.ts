import type { FastifyInstance } from 'fastify';

/** Takes forms; a field that is given twice becomes a list, which no field of ours is. */
export function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    const fields = new Map<string, string | string[]>();
    for (const [name, value] of new URLSearchParams(String(body))) {
      const before = fields.get(name);
      fields.set(name, before === undefined ? value : [before, value].flat());
    }
    done(null, Object.fromEntries(fields));
  });
}
