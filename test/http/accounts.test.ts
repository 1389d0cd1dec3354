import request from 'supertest';
import { z } from 'zod';
import { AccountUpkeep } from '../../src/accounts/account-upkeep.js';
import { Accounts } from '../../src/accounts/accounts.js';
import { PERMISSIONS, ROLES, permissionsOf, type Permission, type Role } from '../../src/accounts/permissions.js';
import { setupCodeOf } from '../../src/accounts/setup-code.js';
import {
  ApiKeyView,
  AuditEntryView,
  InvitationView,
  JoinView,
  LoginList,
  NewApiKeyView,
  NewInvitationView,
  NewPasswordLinkView,
  UserView,
} from '../../src/api/account-views.js';
import { MeView } from '../../src/api/session-views.js';
import { pageOf } from '../../src/api/views.js';
import { DAY } from '../../src/time/instant.js';
import { controllerRoutes } from '../support/controller-routes.js';
import { onBothSizes } from '../support/on-both-sizes.js';
import { startSystem, type System } from '../support/system.js';

const PASSWORD = 'correct horse battery';
let system: System;
let users = 0;
let addresses = 0;

/** An address of its own for each client, as a proxy would hand it on: what one gets wrong is nobody else's. */
const newAddress = () => `198.51.100.${++addresses}`;

interface Answer {
  status: number;
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
}

/** A browser with the studio in it. */
class Browser {
  cookie: string | undefined;
  readonly address = newAddress();

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const call = request(system.url)
      [method.toLowerCase() as 'get'](`/api/v1${path}`)
      .set({
        origin: system.url,
        'x-forwarded-for': this.address,
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...headers,
      });
    const response = await (body === undefined ? call : call.send(body as object));
    const [set] = [response.headers['set-cookie'] ?? []].flat();
    if (set !== undefined) this.cookie = /^canvass_login=[^;]+/.exec(set)?.[0];
    return { status: response.status, body: response.body, headers: response.headers };
  }

  /** Of what is read, its content, which may never end, left aside. */
  async statusOf(path: string): Promise<number> {
    const gone = new AbortController();
    const headers = { cookie: this.cookie ?? '', 'x-forwarded-for': this.address };
    const { status } = await fetch(`${system.url}/api/v1${path}`, { headers, signal: gone.signal });
    gone.abort();
    return status;
  }

  async read<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call(method, path, body);
    if (answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return schema.parse(answer.body);
  }
}

async function newUser(...roles: Role[]): Promise<{ id: string; email: string }> {
  users += 1;
  const email = `person${users}@example.org`;
  const user = await system.app
    .get(Accounts)
    .create(system.runtime.scope, { name: `Person ${users}`, email, password: PASSWORD, roles });
  return { id: user!.id, email };
}

async function signedIn(...roles: Role[]): Promise<Browser & { id: string; email: string }> {
  const { id, email } = await newUser(...roles);
  const browser = new Browser();
  expect(await browser.call('POST', '/session', { email, password: PASSWORD })).toMatchObject({ status: 204 });
  return Object.assign(browser, { id, email });
}

const withKey = (key: string) => (method: string, path: string, body?: unknown) => {
  const call = request(system.url)
    [method.toLowerCase() as 'get'](`/api/v1${path}`)
    .set('authorization', `Bearer ${key}`);
  return body === undefined ? call : call.send(body as object);
};

const codeOf = (link: string) => new URL(link).searchParams.get('code') ?? '';
const problem = (type: string) => ({ body: expect.objectContaining({ type: `urn:canvass:problem:${type}` }) });

onBothSizes('accounts', (options) => {
  beforeAll(async () => {
    system = await startSystem(await options());
  });
  afterAll(() => system.stop());

  describe('the first owner', () => {
    it('comes by the link of the start, once', async () => {
      const browser = new Browser();
      expect((await browser.call('GET', '/setup')).body).toEqual({ isNeeded: true });
      const owner = { name: 'Olga', email: 'Olga@Example.org', password: PASSWORD };
      expect(await browser.call('POST', '/setup', { ...owner, code: 'guessed' })).toMatchObject({
        status: 403,
        ...problem('wrong-setup-code'),
      });
      const code = setupCodeOf(system.runtime.keys.secretKey);
      expect(await browser.call('POST', '/setup', { ...owner, code, password: 'short' })).toMatchObject({
        status: 400,
      });
      const both = await Promise.all([
        browser.call('POST', '/setup', { ...owner, code }),
        new Browser().call('POST', '/setup', { ...owner, email: 'other@example.org', code }),
      ]);
      expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
      expect((await browser.call('GET', '/setup')).body).toEqual({ isNeeded: false });
    });
  });

  describe('signing in', () => {
    it('sets a cookie that scripts cannot read, and tells who it is', async () => {
      const author = await newUser('author', 'agent');
      const browser = new Browser();
      const { status, headers } = await browser.call('POST', '/session', {
        email: `  ${author.email.toUpperCase()} `,
        password: PASSWORD,
      });
      expect(status).toBe(204);
      expect([headers['set-cookie']].flat()[0]).toMatch(/HttpOnly; SameSite=Lax$/);
      const me = await browser.read(MeView, 'GET', '/session');
      expect(me).toMatchObject({ kind: 'user', id: author.id, roles: ['author', 'agent'] });
      expect(new Set(me.permissions)).toEqual(permissionsOf(['author', 'agent']));
      await browser.call('DELETE', '/session');
      expect(await browser.call('GET', '/session')).toMatchObject({ status: 401 });
    });

    it('answers the same for a wrong password, for nobody and for somebody disabled', async () => {
      const known = await newUser('viewer');
      const disabled = await newUser('viewer');
      const owner = await signedIn('owner');
      await owner.read(UserView, 'PATCH', `/users/${disabled.id}`, { isDisabled: true });
      const answers = await Promise.all(
        [
          { email: known.email, password: 'not the password' },
          { email: 'nobody@example.org', password: PASSWORD },
          { email: disabled.email, password: PASSWORD },
          { email: '', password: '' },
        ].map(async (body) => {
          const { status, body: said } = await new Browser().call('POST', '/session', body);
          return { status, said };
        }),
      );
      expect(answers[0]).toMatchObject({ status: 401, said: { type: 'urn:canvass:problem:wrong-credentials' } });
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    });

    it.each([
      [{ email: ['a@b.c'], password: PASSWORD }],
      [{ email: { $ne: null }, password: { $ne: null } }],
      [{ email: 'a@b.c', password: 'x'.repeat(100_000) }],
      [{ email: 'a@b.c' }],
      [{ email: 'a@b.c', password: PASSWORD, roles: ['owner'] }],
    ])('refuses %j', async (body) => {
      expect((await new Browser().call('POST', '/session', body)).status).toBe(400);
    });

    it('stops who tries one password after the other, and nobody else', async () => {
      const { email } = await newUser('viewer');
      const guesser = new Browser();
      const statuses: number[] = [];
      for (let i = 0; i < 21; i += 1) {
        // A header of the caller's own making changes nothing: the proxy's word stands last.
        const headers = { 'x-forwarded-for': `10.9.8.${i}, ${guesser.address}` };
        const { status } = await guesser.call('POST', '/session', { email, password: `guess ${i}` }, headers);
        statuses.push(status);
      }
      expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
      const refused = await guesser.call('POST', '/session', { email, password: PASSWORD });
      expect(refused).toMatchObject({ status: 429, ...problem('too-many-attempts') });
      expect(refused.headers['retry-after']).toBe('900');
      // Neither the person elsewhere is shut out, nor a colleague beside the guesser.
      expect((await new Browser().call('POST', '/session', { email, password: PASSWORD })).status).toBe(204);
      const colleague = await newUser('viewer');
      expect((await guesser.call('POST', '/session', { email: colleague.email, password: PASSWORD })).status).toBe(204);
    });

    it('stops many addresses that guess at one account, known or not', async () => {
      const { email } = await newUser('viewer');
      for (const target of [email, 'nobody-at-all@example.org']) {
        const statuses = await Promise.all(
          Array.from({ length: 105 }, async () => {
            const { status } = await new Browser().call('POST', '/session', { email: target, password: 'a wrong one' });
            return status;
          }),
        );
        // Twice 50 are let through at most: by the shared counters, and by the process where they did not answer.
        const refused = statuses.filter((status) => status === 429);
        expect(refused.length).toBeGreaterThanOrEqual(5);
        expect(statuses.filter((status) => status === 401)).toHaveLength(105 - refused.length);
      }
    });

    it('does not count what succeeds', async () => {
      const { email } = await newUser('viewer');
      const browser = new Browser();
      for (let i = 0; i < 25; i += 1) {
        expect((await browser.call('POST', '/session', { email, password: PASSWORD })).status).toBe(204);
      }
    });
  });

  describe('a cookie', () => {
    it('is believed from our own pages only', async () => {
      const owner = await signedIn('owner');
      const send = (headers: Record<string, string>, type = 'application/json') =>
        request(system.url)
          .post('/api/v1/invitations')
          .set({ cookie: owner.cookie!, 'content-type': type, ...headers })
          .send(JSON.stringify({ email: 'x@example.org', roles: ['owner'] }));
      for (const headers of [
        {},
        { origin: 'null' },
        { origin: 'https://evil.example' },
        { origin: `${system.url}.evil.example` },
        { origin: system.url.replace(/:\d+$/, ':1') },
      ]) {
        const { status, body } = await send(headers);
        expect({ headers, status, type: body.type }).toEqual({
          headers,
          status: 403,
          type: 'urn:canvass:problem:cross-site',
        });
      }
      // A form's way of sending, even from us, is not the API's.
      for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
        const { status } = await send({ origin: system.url }, type);
        expect({ type, isRefused: [400, 415].includes(status) }).toEqual({ type, isRefused: true });
      }
      expect((await send({ origin: system.url })).status).toBe(201);
    });

    it('is not handed out to another site’s page', async () => {
      const { email } = await newUser('viewer');
      for (const origin of ['https://evil.example', 'null']) {
        const refused = await request(system.url)
          .post('/api/v1/session')
          .set({ origin })
          .send({ email, password: PASSWORD });
        expect([refused.status, refused.headers['set-cookie']]).toEqual([403, undefined]);
      }
    });

    it.each(['canvass_login=', 'canvass_login=x', 'canvass_login=%', `canvass_login=${'a'.repeat(4_000)}`])(
      'that we did not make (%s) is nobody',
      async (cookie) => {
        const { status } = await request(system.url).get('/api/v1/session').set({ cookie });
        expect(status).toBe(401);
      },
    );
  });

  describe('invitations', () => {
    it('let in once, with the roles that were given', async () => {
      const owner = await signedIn('owner');
      const { id, link, ...shown } = await owner.read(NewInvitationView, 'POST', '/invitations', {
        email: 'ines@example.org',
        roles: ['author', 'author'],
        teams: ['Clinic north'],
      });
      expect(shown).toMatchObject({ email: 'ines@example.org', roles: ['author'], teams: ['Clinic north'] });
      expect(link.startsWith(`${system.url}/join?code=`)).toBe(true);
      const { items } = await owner.read(pageOf(InvitationView), 'GET', '/invitations');
      expect(items[0]).toMatchObject({ id });
      expect(JSON.stringify(items)).not.toContain(codeOf(link));

      const guest = new Browser();
      const code = codeOf(link);
      expect(await guest.read(JoinView, 'POST', '/join/look', { code })).toMatchObject({
        kind: 'invitation',
        email: 'ines@example.org',
      });
      expect(await guest.call('POST', '/join', { code, password: PASSWORD })).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'name' }] },
      });
      const answers = await Promise.all(
        [guest, new Browser()].map((browser) =>
          browser.call('POST', '/join', { code, name: 'Ines', password: PASSWORD }),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404]);
      const inside = await new Browser().call('POST', '/session', { email: 'ines@example.org', password: PASSWORD });
      expect(inside.status).toBe(204);
      expect(await guest.call('POST', '/join/look', { code })).toMatchObject({
        status: 404,
        ...problem('no-such-link'),
      });
      expect(await owner.call('POST', '/invitations', { email: 'INES@example.org', roles: ['owner'] })).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'email' }] },
      });
    });

    it('open nothing when withdrawn, replaced or too old', async () => {
      const owner = await signedIn('owner');
      const invite = async (email: string) =>
        owner.read(NewInvitationView, 'POST', '/invitations', { email, roles: ['viewer'] });
      const withdrawn = await invite('a@example.org');
      expect((await owner.call('DELETE', `/invitations/${withdrawn.id}`)).status).toBe(204);
      expect((await owner.call('DELETE', `/invitations/${withdrawn.id}`)).status).toBe(404);
      const replaced = await invite('b@example.org');
      await invite('b@example.org');
      const old = await invite('c@example.org');
      const { store, scope } = system.runtime;
      await store.joinLinks.setFields(scope, [old.id], { expiresAt: Date.now() - 1 });
      for (const { link } of [withdrawn, replaced, old]) {
        const answer = await new Browser().call('POST', '/join', { code: codeOf(link), name: 'X', password: PASSWORD });
        expect(answer).toMatchObject({ status: 404, ...problem('no-such-link') });
      }
    });

    it.each([
      [{ email: 'not an address', roles: ['author'] }, 'email'],
      [{ email: 'a@example.org', roles: [] }, 'roles'],
      [{ email: 'a@example.org', roles: ['root'] }, 'roles.0'],
      [{ email: 'a@example.org', roles: ['author'], teams: ['x'.repeat(61)] }, 'teams.0'],
    ])('refuse %j, naming the field', async (body, field) => {
      const owner = await signedIn('owner');
      expect(await owner.call('POST', '/invitations', body)).toMatchObject({
        status: 400,
        body: { errors: [{ field }] },
      });
    });
  });

  describe('people', () => {
    it('are out at once when they are disabled, and their links with them', async () => {
      const owner = await signedIn('owner');
      const author = await signedIn('author');
      const { link } = await owner.read(NewPasswordLinkView, 'POST', `/users/${author.id}/new-password`);
      expect((await author.call('GET', '/flows')).status).toBe(200);
      const changed = await owner.read(UserView, 'PATCH', `/users/${author.id}`, { isDisabled: true });
      expect(changed.disabledAt).not.toBeNull();
      expect((await author.call('GET', '/flows')).status).toBe(401);
      const code = codeOf(link);
      expect((await new Browser().call('POST', '/join', { code, password: PASSWORD })).status).toBe(404);
      expect(await owner.call('POST', `/users/${author.id}/new-password`)).toMatchObject({ status: 409 });
      expect(await owner.read(UserView, 'PATCH', `/users/${author.id}`, { isDisabled: false })).toMatchObject({
        disabledAt: null,
      });
      const again = await author.call('POST', '/session', { email: author.email, password: PASSWORD });
      expect(again.status).toBe(204);
    });

    it('may do at once what their new roles let them', async () => {
      const owner = await signedIn('owner');
      const person = await signedIn('viewer');
      expect((await person.call('GET', '/users')).status).toBe(403);
      await owner.read(UserView, 'PATCH', `/users/${person.id}`, {
        roles: ['owner'],
        teams: ['A', 'A', 'B'],
        name: 'P',
      });
      const { items } = await person.read(pageOf(UserView), 'GET', '/users?limit=200');
      expect(items.find(({ id }) => id === person.id)).toMatchObject({
        name: 'P',
        roles: ['owner'],
        teams: ['A', 'B'],
      });
      expect(JSON.stringify(items)).not.toMatch(/argon2|password/i);
    });

    it('keep an owner among them, even when two take the role from each other', async () => {
      const [one, two] = [await signedIn('owner'), await signedIn('owner')];
      const { items } = await one.read(pageOf(UserView), 'GET', '/users?limit=200');
      for (const { id, roles } of items) {
        if (roles.includes('owner') && ![one.id, two.id].includes(id)) {
          await one.read(UserView, 'PATCH', `/users/${id}`, { roles: ['viewer'] });
        }
      }
      expect(await one.call('PATCH', `/users/${one.id}`, { isDisabled: true })).toMatchObject({
        status: 409,
        ...problem('not-yourself'),
      });
      await Promise.all([
        one.call('PATCH', `/users/${two.id}`, { roles: ['viewer'] }),
        two.call('PATCH', `/users/${one.id}`, { roles: ['viewer'] }),
      ]);
      const all = await system.api.all(UserView, '/users');
      const owners = all.filter(({ roles, disabledAt }) => roles.includes('owner') && disabledAt === null);
      expect(owners.length).toBeGreaterThan(0);
      for (const other of owners.slice(1)) {
        expect((await system.api.call('PATCH', `/users/${other.id}`, { isDisabled: true })).status).toBe(200);
      }
      for (const change of [{ isDisabled: true }, { roles: ['author'] }]) {
        expect(await system.api.call('PATCH', `/users/${owners[0]!.id}`, change)).toMatchObject({
          status: 409,
          ...problem('last-owner'),
        });
      }
      expect((await system.api.call('PATCH', '/users/nobody', { name: 'x' })).status).toBe(404);
    });

    it('set a new password by a link, and are signed out everywhere else', async () => {
      const owner = await signedIn('owner');
      const person = await signedIn('agent');
      const { link } = await owner.read(NewPasswordLinkView, 'POST', `/users/${person.id}/new-password`);
      const browser = new Browser();
      const join = { code: codeOf(link), password: 'another long one' };
      expect((await browser.call('POST', '/join', join)).status).toBe(204);
      expect(await browser.read(MeView, 'GET', '/session')).toMatchObject({ id: person.id, roles: ['agent'] });
      expect((await person.call('GET', '/session')).status).toBe(401);
      expect((await new Browser().call('POST', '/join', join)).status).toBe(404);
      expect((await person.call('POST', '/session', { email: person.email, password: PASSWORD })).status).toBe(401);
    });
  });

  describe('one’s own account', () => {
    it('is changed by oneself, the password with the current one', async () => {
      const person = await signedIn('viewer');
      const elsewhere = new Browser();
      await elsewhere.call('POST', '/session', { email: person.email, password: PASSWORD });
      expect((await person.call('PATCH', '/session', { name: 'Zoë <b>' })).status).toBe(204);
      expect(await person.read(MeView, 'GET', '/session')).toMatchObject({ name: 'Zoë <b>' });
      expect((await person.call('PATCH', '/session', { roles: ['owner'] })).status).toBe(400);
      const change = { current: 'not it at all', password: 'something quite new' };
      expect(await person.call('PUT', '/session/password', change)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'current' }] },
      });
      expect((await person.call('PUT', '/session/password', { ...change, current: PASSWORD })).status).toBe(204);
      expect((await person.call('GET', '/session')).status).toBe(200);
      expect((await elsewhere.call('GET', '/session')).status).toBe(401);
    });

    it('lists where one is signed in, and closes it there, but nobody else’s', async () => {
      const person = await signedIn('viewer');
      const stranger = await signedIn('viewer');
      const phone = new Browser();
      const headers = { 'user-agent': 'Phone/1.0' };
      await phone.call('POST', '/session', { email: person.email, password: PASSWORD }, headers);
      const { items } = await person.read(LoginList, 'GET', '/session/logins');
      expect(items.map(({ userAgent, isThis }) => [userAgent, isThis])).toEqual([
        ['Phone/1.0', false],
        [expect.any(String), true],
      ]);
      expect((await stranger.call('DELETE', `/session/logins/${items[0]!.id}`)).status).toBe(404);
      expect((await person.call('DELETE', `/session/logins/${items[0]!.id}`)).status).toBe(204);
      expect((await phone.call('GET', '/session')).status).toBe(401);
      expect((await person.call('DELETE', '/session/logins')).status).toBe(204);
      expect((await person.call('GET', '/session')).status).toBe(401);
    });

    it('is no program’s', async () => {
      for (const [method, path, body] of [
        ['PATCH', '/session', { name: 'x' }],
        ['GET', '/session/logins', undefined],
      ] as const) {
        expect(await system.api.call(method, path, body)).toMatchObject({ status: 403, ...problem('people-only') });
      }
    });
  });

  describe('API keys', () => {
    it('do what they were made for, are told once, and end when they are withdrawn', async () => {
      const owner = await signedIn('owner');
      const { key, id, hint } = await owner.read(NewApiKeyView, 'POST', '/keys', {
        name: 'Export',
        permissions: ['responses:read', 'flows:read'],
      });
      expect(key).toMatch(/^cvk_[\w-]{43}$/);
      expect(key.startsWith(hint)).toBe(true);
      const call = withKey(key);
      expect((await call('GET', '/responses')).status).toBe(200);
      expect((await call('GET', '/channels')).status).toBe(403);
      expect((await call('GET', '/session')).body).toMatchObject({ kind: 'key', id, name: 'Export', email: null });
      const { items } = await owner.read(pageOf(ApiKeyView), 'GET', '/keys');
      expect(items.find((one) => one.id === id)?.lastUsedAt).not.toBeNull();
      expect(JSON.stringify(items)).not.toContain(key);
      const { store, scope } = system.runtime;
      expect(JSON.stringify(await store.apiKeys.get(scope, id))).not.toContain(key);
      expect((await withKey(`${key}x`)('GET', '/responses')).status).toBe(401);
      expect((await owner.call('DELETE', `/keys/${id}`)).status).toBe(204);
      expect((await call('GET', '/responses')).status).toBe(401);
    });

    it('expire, and stop with the account or the rights of whoever made them', async () => {
      const admin = await signedIn('owner');
      const maker = await signedIn('owner');
      expect(
        await maker.call('POST', '/keys', {
          name: 'k',
          permissions: ['flows:read'],
          expiresAt: '2020-01-01T00:00:00Z',
        }),
      ).toMatchObject({ status: 400, body: { errors: [{ field: 'expiresAt' }] } });
      const made = await maker.read(NewApiKeyView, 'POST', '/keys', {
        name: 'k',
        permissions: ['flows:read', 'costs:write'],
        expiresAt: new Date(Date.now() + DAY).toISOString(),
      });
      const call = withKey(made.key);
      const prices = { name: 'nothing in it' };
      expect((await call('POST', '/costs/prices', prices)).status).toBe(400);
      await admin.read(UserView, 'PATCH', `/users/${maker.id}`, { roles: ['author'] });
      expect((await call('POST', '/costs/prices', prices)).status).toBe(403);
      expect((await call('GET', '/flows')).status).toBe(200);
      await admin.read(UserView, 'PATCH', `/users/${maker.id}`, { isDisabled: true });
      expect((await call('GET', '/flows')).status).toBe(401);
      await admin.read(UserView, 'PATCH', `/users/${maker.id}`, { isDisabled: false });
      const { store, scope } = system.runtime;
      await store.apiKeys.setFields(scope, [made.id], { expiresAt: Date.now() - 1 });
      expect((await call('GET', '/flows')).status).toBe(401);
    });

    it('make no keys', async () => {
      const owner = await signedIn('owner');
      const { key } = await owner.read(NewApiKeyView, 'POST', '/keys', { name: 'k', permissions: ['accounts:write'] });
      const { status, body } = await withKey(key)('POST', '/keys', { name: 'k2', permissions: ['accounts:write'] });
      expect([status, body.type]).toEqual([403, 'urn:canvass:problem:keys-make-no-keys']);
    });
  });

  describe('the audit trail', () => {
    const entries = (query: string) => system.api.read(pageOf(AuditEntryView), `/audit${query}`);

    it('tells who changed what, whatever the route, and holds no secret', async () => {
      const owner = await signedIn('owner');
      const { provider, credentials } = system.simulator.connection();
      const channel = await owner.call('POST', '/channels', { name: 'Clinic', provider, credentials });
      const { id } = z.looseObject({ id: z.string() }).parse(channel.body);
      await owner.call('PATCH', `/channels/${id}`, { name: 'Clinic 2' });
      await owner.call('PATCH', `/channels/${id}`, { name: '' });
      await owner.call('POST', '/flows/check', { source: 'id: x' });
      await owner.call('GET', `/channels/${id}`);
      const { items } = await entries(`?by=${owner.id}`);
      expect(items.map(({ action, subject, data }) => ({ action, subject, data }))).toEqual([
        { action: 'channel.change', subject: `channel:${id}`, data: { fields: ['name'] } },
        {
          action: 'channel.connect',
          subject: `channel:${id}`,
          data: { fields: ['name', 'provider', 'credentials'] },
        },
        { action: 'session.sign-in', subject: `user:${owner.id}`, data: {} },
      ]);
      expect((await entries(`?subject=channel:${id}`)).items).toHaveLength(2);
      expect(JSON.stringify(items)).not.toContain(Object.values(credentials)[0]);
    });

    it('is paged and narrowed by time', async () => {
      const all = await system.api.all(AuditEntryView, '/audit');
      const first = await entries('?limit=2');
      const second = await entries(`?limit=2&cursor=${encodeURIComponent(first.next!)}`);
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 4).map(({ id }) => id));
      const middle = all[Math.floor(all.length / 2)]!;
      const before = await entries(`?until=${middle.at}&limit=200`);
      expect(before.items.every(({ at }) => at < middle.at)).toBe(true);
      expect(all.map(({ action }) => action)).toEqual(
        expect.arrayContaining([
          'user.first-owner',
          'invitation.create',
          'invitation.withdraw',
          'user.join',
          'user.change',
          'user.new-password-link',
          'user.set-new-password',
          'key.create',
          'key.withdraw',
          'session.change-password',
        ]),
      );
    });
  });

  it('upkeep deletes logins and links whose time is over, and no others', async () => {
    const { store, scope } = system.runtime;
    const owner = await signedIn('owner');
    const { id } = await owner.read(NewInvitationView, 'POST', '/invitations', {
      email: 'z@example.org',
      roles: ['agent'],
    });
    const [old] = (await store.logins.find(scope, { where: { userId: owner.id } })).items;
    await owner.call('POST', '/session', { email: owner.email, password: PASSWORD });
    await store.logins.setFields(scope, [old!.id], { expiresAt: 1 });
    await store.joinLinks.setFields(scope, [id], { expiresAt: 1 });
    const upkeep = system.app.get(AccountUpkeep);
    expect(await upkeep.run(scope)).toBe('done');
    expect([await store.logins.get(scope, old!.id), await store.joinLinks.get(scope, id)]).toEqual([
      undefined,
      undefined,
    ]);
    expect((await owner.call('GET', '/session')).status).toBe(200);
  });

  describe('roles', () => {
    it('are refused by every route what they may not do, and by none what they may', async () => {
      const routes = guardedRoutes();
      expect(routes.length).toBeGreaterThan(40);
      for (const role of ROLES) {
        const browser = await signedIn(role);
        const may = permissionsOf([role]);
        for (const { method, path, needs } of routes) {
          if (may.has(needs)) continue;
          const { status } = await browser.call(method, path, method === 'GET' ? undefined : {});
          expect({ role, method, path, needs, status }).toEqual({ role, method, path, needs, status: 403 });
        }
        for (const { path, needs } of routes.filter(
          ({ method, path }) => method === 'GET' && !path.includes('/none'),
        )) {
          if (!may.has(needs)) continue;
          const status = await browser.statusOf(path);
          expect({ role, path, isRefused: status === 401 || status === 403 }).toEqual({ role, path, isRefused: false });
        }
      }
    });

    it.each<[Role, string, string, number]>([
      ['viewer', 'GET', '/responses', 200],
      ['viewer', 'GET', '/conversations', 403],
      ['viewer', 'POST', '/flows', 403],
      ['viewer', 'GET', '/audit', 403],
      ['agent', 'GET', '/conversations', 200],
      ['agent', 'GET', '/responses', 403],
      ['agent', 'GET', '/costs/prices', 403],
      ['agent', 'DELETE', '/channels/none', 403],
      ['author', 'GET', '/flows', 200],
      ['author', 'PUT', '/agents/none', 403],
      ['author', 'POST', '/conversations', 403],
      ['author', 'POST', '/channels', 403],
      ['designer', 'DELETE', '/agents/none', 404],
      ['designer', 'POST', '/channels/none/broadcasts', 403],
      ['designer', 'GET', '/users', 403],
      ['designer', 'POST', '/keys', 403],
      ['owner', 'GET', '/users', 200],
      ['owner', 'GET', '/audit', 200],
    ])('%s: %s %s is %d', async (role, method, path, expected) => {
      const browser = await signedIn(role);
      expect((await browser.call(method, path, method === 'GET' ? undefined : {})).status).toBe(expected);
    });
  });
});

/** Every route of the API that needs a permission, with `none` in place of its parameters. */
function guardedRoutes(): { method: string; path: string; needs: Permission }[] {
  const isPermission = (needs: unknown): needs is Permission => PERMISSIONS.some((permission) => permission === needs);
  return controllerRoutes(system.app).flatMap(({ method, path, needs }) =>
    path.startsWith('/api/v1') && isPermission(needs)
      ? [{ method, path: path.slice('/api/v1'.length).replaceAll(/:\w+/g, 'none'), needs }]
      : [],
  );
}
