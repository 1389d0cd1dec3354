import { Validator } from '@seriousme/openapi-schema-validator';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { z } from 'zod';
import { ENTRANCES } from '../../src/http/authenticate.js';
import { studioCalls } from '../support/studio-calls.js';
import { controllerRoutes } from '../support/controller-routes.js';
import { startSystem, type System } from '../support/system.js';

let system: System;

beforeAll(async () => {
  system = await startSystem({ env: { CLOCK: 'system' } });
});

afterAll(() => system.stop());

const Operation = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()).min(1),
  parameters: z
    .array(z.looseObject({ name: z.string(), in: z.enum(['path', 'query', 'header']), schema: z.unknown() }))
    .default([]),
  requestBody: z
    .looseObject({
      content: z.record(
        z.enum(['application/json', 'application/zip', 'application/octet-stream']),
        z.looseObject({ schema: z.unknown() }).optional(),
      ),
    })
    .optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.looseObject({ description: z.string().min(1) })),
});
const OpenApi = z.looseObject({
  openapi: z.string().regex(/^3\./),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  security: z.array(z.record(z.string(), z.array(z.string()))).min(1),
  components: z.looseObject({ securitySchemes: z.record(z.string(), z.unknown()) }),
  paths: z.record(
    z.string().startsWith('/api/v1/'),
    z.record(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation.optional()),
  ),
});

async function description(): Promise<z.infer<typeof OpenApi>> {
  const response = await request(system.url).get('/api/openapi.json').set('authorization', `Bearer ${system.token}`);
  expect(response.status).toBe(200);
  return OpenApi.parse(response.body);
}

/** Every route of the description with something in place of its parameters. */
async function describedRoutes(): Promise<
  { method: string; path: string; route: string; operation: z.infer<typeof Operation> }[]
> {
  const { paths } = await description();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation ? [{ method, path, route: path.replaceAll(/\{\w+\}/g, 'x'), operation }] : [],
    ),
  );
}

/** As Nest knows them: `GET /api/v1/flows/{id}`, whether it takes a body, and what it needs. */
const knownRoutes = () =>
  controllerRoutes(system.app).map(({ method, path, takesBody, needs }) => ({
    route: `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    takesBody,
    needs,
  }));

describe('the description', () => {
  it('names every route of the API, and nothing else', async () => {
    const described = (await describedRoutes()).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const routes = knownRoutes().map(({ route }) => route);
    const outside = [
      ...['GET', 'POST'].flatMap((method) =>
        ['webhooks/{provider}/{key}', 'sites/{provider}/{key}', 'sites/{provider}/{key}/*'].map(
          (path) => `${method} /${path}`,
        ),
      ),
      'GET /files/{key}/{filename}',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
    ];
    expect(routes).toEqual(expect.arrayContaining(outside));
    expect(described.toSorted()).toEqual(routes.filter((route) => !outside.includes(route)).toSorted());
  });

  it('tells of each route its parameters, its body and what it answers', async () => {
    const routes = await describedRoutes();
    const known = new Map(knownRoutes().map((route) => [route.route, route]));
    expect(new Set(routes.map(({ operation }) => operation.operationId)).size).toBe(routes.length);
    for (const { method, path, operation } of routes) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect({ path, declared }).toEqual({ path, declared: inPath });
      const succeeds = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      // Beside its answer a route may have 202: something is still to be done, or to be read.
      const whole = succeeds.filter(([status]) => status !== '202' || succeeds.length === 1);
      expect({ method, path, succeeds: whole.length }).toEqual({ method, path, succeeds: 1 });
      const takesBody = known.get(`${method.toUpperCase()} ${path}`)?.takesBody;
      expect({ method, path, body: operation.requestBody !== undefined }).toEqual({ method, path, body: takesBody });
    }
  });

  it('says of every route what it needs', () => {
    for (const { route, needs } of knownRoutes()) {
      expect({ route, isSaid: typeof needs === 'string' }).toEqual({ route, isSaid: true });
    }
  });

  it('knows every call that the studio makes', async () => {
    const described = (await describedRoutes()).map(({ method, path }) => {
      const pattern = path.slice('/api/v1'.length).replaceAll(/\{\w+\}/g, '\\{\\}');
      return { method: method.toUpperCase(), pattern: new RegExp(`^${pattern}$`) };
    });
    const calls = studioCalls(join(__dirname, '..', '..', 'studio', 'src'));
    expect(calls.length).toBeGreaterThan(80);
    const unknown = calls.filter(
      (call) => !described.some(({ method, pattern }) => call.method === method && pattern.test(call.path ?? '')),
    );
    expect(unknown).toEqual([]);
  });

  it('is what the tests are held against', async () => {
    const file = process.env['ROUTES_DESCRIBED'];
    const routes = (await describedRoutes()).map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(routes).toContain('GET /api/v1/flows/:id');
    if (file !== undefined) await writeFile(file, `${routes.join('\n')}\n`);
  });

  it('is valid OpenAPI', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(await description())));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('has no reference that leads nowhere', async () => {
    const whole = await description();
    for (const [, pointer] of JSON.stringify(whole).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = pointer!
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], whole);
      expect({ pointer, found: found !== undefined }).toEqual({ pointer, found: true });
    }
  });

  it('is shown as a page to a browser that knows the token as password', async () => {
    const refused = await request(system.url).get('/api/docs');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Basic realm="canvass"']);
    const page = await request(system.url).get('/api/docs').auth('anyone', system.token);
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
  });
});

describe('the token', () => {
  it('is asked for by every route of the description, by the description itself and by unknown routes', async () => {
    const routes = [
      ...(await describedRoutes()).filter(({ route }) => !ENTRANCES.includes(route)),
      ...['/api/openapi.json', '/api/docs', '/api/v1/nothing', '/metrics'].map((route) => ({
        method: 'get',
        route,
      })),
    ];
    expect(routes.length).toBeGreaterThan(20);
    for (const { method, route } of routes) {
      for (const authorization of [
        undefined,
        'Bearer not-the-token-of-this-house',
        `Bearer ${system.token}x`,
        system.token,
        'Bearer',
        'Basic !!',
      ]) {
        const call = request(system.url)[method as 'get'](route);
        const response = await (authorization === undefined ? call : call.set('authorization', authorization));
        expect({ method, route, authorization, status: response.status }).toEqual({
          method,
          route,
          authorization,
          status: 401,
        });
        expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
        expect(response.headers['www-authenticate']).toMatch(/^(Bearer|Basic) realm="canvass"$/);
        expect(response.body).toMatchObject({ type: 'urn:canvass:problem:unauthorized', status: 401 });
      }
    }
  });

  it.each([
    '/API/v1/flows',
    '//api/v1/flows',
    '/webhooks/../api/v1/flows',
    '/sites/../api/v1/flows',
    '/sites/web-chat/key/../../../api/v1/flows',
    '/health/live/../../api/v1/flows',
    '/api/v1/flows?x=/webhooks/',
    '/%61pi/v1/flows',
  ])('cannot be got around by writing the address as %s', async (path) => {
    const response = await fetch(new URL(system.url).origin + path);
    expect([401, 404]).toContain(response.status);
    expect(await response.text()).not.toContain('clinic-visit');
  });

  it('is not asked for by health', async () => {
    await request(system.url).get('/health/live').expect(200, { status: 'ok' });
    await request(system.url)
      .get('/health/ready')
      .expect(200, { status: 'ok', database: 'ok', queue: 'ok', worker: 'ok' });
  });
});

describe('problems', () => {
  const get = (path: string) => request(system.url).get(path).set('authorization', `Bearer ${system.token}`);

  it('404 for what is not there', async () => {
    for (const path of [
      '/api/v1/nothing',
      '/api/v1/channels/x',
      '/api/v1/flows/x',
      '/api/v1/conversations/x',
      '/api/v1/responses/x',
      '/api/v1/templates?channelId=x',
    ]) {
      const response = await get(path);
      expect({ path, status: response.status, type: response.body.type }).toEqual({
        path,
        status: 404,
        type: 'urn:canvass:problem:not-found',
      });
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    }
  });

  it.each([
    ['/api/v1/conversations?limit=0', 'limit'],
    ['/api/v1/conversations?limit=1000', 'limit'],
    ['/api/v1/responses?limit=ten', 'limit'],
    ['/api/v1/templates', 'channelId'],
    ['/api/v1/responses?flowId=a&conversationId=b', 'conversationId'],
  ])('400 for %s, naming the field and the rule', async (path, field) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({
      type: 'urn:canvass:problem:invalid-input',
      errors: [{ field, rule: expect.any(String), message: expect.any(String) }],
    });
  });

  it.each(['nonsense', 'eyJ9', '%00', 'a'.repeat(900)])(
    '400 for the cursor %s, which we did not make',
    async (cursor) => {
      for (const path of ['/api/v1/conversations', '/api/v1/responses', '/api/v1/channels']) {
        const response = await get(`${path}?cursor=${cursor}`);
        expect({ path, status: response.status }).toEqual({ path, status: 400 });
      }
    },
  );

  it('400 for a body that is not JSON, that is no object, or has a field too many', async () => {
    for (const body of [
      '{"name":',
      '[]',
      '"x"',
      '{"name":"a","provider":"360dialog","credentials":{"apiKey":"k"},"nmae":"b"}',
    ]) {
      const response = await request(system.url)
        .post('/api/v1/channels')
        .set({ authorization: `Bearer ${system.token}`, 'content-type': 'application/json' })
        .send(body);
      expect({ body, status: response.status }).toEqual({ body, status: 400 });
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    }
  });

  it('409 for moving the clock of an installation that runs by the machine’s', async () => {
    const { status, body } = await system.api.call('PUT', '/clock', { offsetMs: 60_000 });
    expect({ status, body }).toEqual({
      status: 409,
      body: expect.objectContaining({ type: 'urn:canvass:problem:clock-fixed' }),
    });
    expect((await system.api.call('GET', '/clock')).body).toMatchObject({ offsetMs: 0, adjustable: false });
  });
});
