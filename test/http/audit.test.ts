import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AuditEntryView } from '../../src/api/account-views.js';
import { ContactView, InboxConversationView } from '../../src/api/inbox-views.js';
import { NOT_RECORDED } from '../../src/http/audit-changes.js';
import { actionOf } from '../../src/http/change-of.js';
import { controllerRoutes } from '../support/controller-routes.js';
import { Phone } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';

const project = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(project, ...path), 'utf8');

/** Every call that is no mere look and leaves nothing in the trail, with the reason. */
const LEAVE_NOTHING = new Map([
  ['POST /api/v1/agents/:id/test', 'a check'],
  ['POST /api/v1/agents/:id/ask', 'a talk to try the agent'],
  ['POST /api/v1/channels/:id/templates/:name/preview', 'a preview'],
  ['POST /api/v1/templates/check', 'a check'],
  ['POST /api/v1/costs/estimate', 'an estimate'],
  ['PUT /api/v1/flows/:id/draft', 'saved every few seconds, and kept with whoever saved it last'],
  ['POST /api/v1/flows/:id/preview', 'a preview'],
  ['POST /api/v1/flows/check', 'a check'],
  ['POST /api/v1/conversations/:id/messages', 'stands in the thread with its author'],
  ['POST /api/v1/conversations/:id/template', 'stands in the thread with its author'],
  ['POST /api/v1/conversations/:id/template/preview', 'a preview'],
  ['POST /api/v1/conversations/:id/notes', 'stands in the thread with its author'],
  ['POST /api/v1/conversations/:id/read', 'a mark that it is read'],
  ['POST /api/v1/join/look', 'a look at a link'],
]);

/** Nobody is signed in yet who makes these calls: they say themselves who did it, and what. */
const SAY_THEMSELVES = new Map([
  ['POST /api/v1/setup', ['user.first-owner']],
  ['POST /api/v1/session', ['session.sign-in']],
  ['POST /api/v1/join', ['user.join', 'user.set-new-password']],
]);

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

const changingRoutes = () =>
  controllerRoutes(system.app)
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v1/'))
    .map((route) => ({ ...route, name: `${route.method} ${route.path}` }));

/** Everything that can stand in the trail. */
const actions = () =>
  changingRoutes()
    .filter(({ mark }) => mark(NOT_RECORDED) !== true)
    .flatMap(
      ({ name, controller, handler, path }) =>
        SAY_THEMSELVES.get(name) ?? [actionOf({ controller, handler, route: path })],
    )
    .toSorted();

it('every call that changes something leaves an entry, or has a reason not to', () => {
  const routes = changingRoutes();
  expect(routes.length).toBeGreaterThan(50);
  const silent = routes.filter(({ mark }) => mark(NOT_RECORDED) === true).map(({ name }) => name);
  expect(silent.toSorted()).toEqual([...LEAVE_NOTHING.keys()].toSorted());
  const names = routes.map(({ name }) => name);
  expect([...SAY_THEMSELVES.keys()].filter((name) => !names.includes(name))).toEqual([]);
});

it('no two calls are told in the same word', () => {
  expect(actions()).toEqual([...new Set(actions())]);
});

it.each(['en', 'ar'])('every action has words in the studio, and no other has (%s)', (language) => {
  const Words = z.object({ actions: z.record(z.string(), z.record(z.string(), z.string().min(3))) });
  const { actions: words } = Words.parse(JSON.parse(read('studio', 'src', 'i18n', language, 'settings.json')));
  const named = Object.entries(words).flatMap(([thing, verbs]) => Object.keys(verbs).map((verb) => `${thing}.${verb}`));
  expect(named.toSorted()).toEqual(actions());
});

it('the documents name every action, and no other', () => {
  const table = /<!-- actions -->([\s\S]*)<!-- \/actions -->/.exec(read('docs', 'accounts.md'))?.[1] ?? '';
  let thing = '';
  const named = [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([\w-]*)\.([\w-]+)`/g)].map(([, its = '', verb = '']) => {
      // `.change` after `channel.connect` is the channel's too.
      thing = its || thing;
      return `${thing}.${verb}`;
    }),
  );
  expect(named.toSorted()).toEqual(actions());
});

it('what a call records itself has the name that it would have without', () => {
  const sources = readdirSync(join(project, 'src', 'api')).map((name) => read('src', 'api', name));
  const recorded = sources.flatMap((source) =>
    [...source.matchAll(/audit\.record\(([^;]*)\);/g)].flatMap(([, given = '']) =>
      [...given.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, action = '']) => action),
    ),
  );
  expect(recorded.length).toBeGreaterThan(5);
  expect(recorded.filter((action) => !actions().includes(action))).toEqual([]);
});

it('a change of a contact is recorded once', async () => {
  await system.connect();
  const phone = new Phone(system, '971501112233', 'Nour');
  await phone.says('visit');
  const { id } = await system.conversationWith(phone.waId);
  const { contact } = await system.api.read(InboxConversationView, `/inbox/${id}`);
  await system.api.read(ContactView, `/contacts/${contact.id}`, 'PATCH', { name: 'Noor', attributes: { ward: 3 } });
  const trail = await system.api.all(AuditEntryView, `/audit?subject=contact:${contact.id}`);
  expect(trail.map(({ action, data }) => ({ action, data }))).toEqual([
    { action: 'contact.change', data: { fields: ['name', 'attributes'] } },
  ]);
});
