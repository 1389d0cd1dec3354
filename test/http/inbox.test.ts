import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Accounts } from '../../src/accounts/accounts.js';
import type { Role } from '../../src/accounts/permissions.js';
import {
  ContactView,
  InboxConversationView,
  InboxCountsView,
  InboxPageView,
  InboxTemplatePreviewView,
  LabelsView,
  LiveEventView,
  PeopleView,
  SentView,
} from '../../src/api/inbox-views.js';
import { declarations } from '../../src/store/store.js';
import { HOUR, MINUTE } from '../../src/time/instant.js';
import { Phone, titlesOf } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';

const PASSWORD = 'correct horse battery';
const TEMPLATE = 'clinic_visit_reminder';

/** Somebody who has signed in. */
interface Member {
  id: string;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown }>;
  cookie: string;
}

let system: System;
let dana: Member;
let channelId: string;
let people = 0;

beforeAll(async () => {
  system = await startSystem();
  channelId = (await system.connect()).id;
  dana = await member('Dana', ['agent'], ['care']);
});
afterAll(() => system.stop());

async function member(name: string, roles: Role[], teams: string[] = []): Promise<Member> {
  const email = `${name.toLowerCase()}@example.org`;
  const { scope, store } = system.runtime;
  const user = await system.app.get(Accounts).create(scope, { name, email, password: PASSWORD, roles });
  if (!user) throw new Error(`${email} is taken`);
  await store.users.setFields(scope, [user.id], { teams });
  const signedIn = await fetch(`${system.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: system.url },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  return {
    id: user.id,
    cookie,
    async call(method, path, body, headers) {
      const response = await fetch(`${system.url}/api/v1${path}`, {
        method,
        headers: {
          ...headers,
          cookie,
          origin: system.url,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
  };
}

async function read<T>(schema: z.ZodType<T>, path: string, method = 'GET', body?: unknown): Promise<T> {
  const answer = await dana.call(method, path, body);
  if (answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return schema.parse(answer.body);
}

const inbox = (query = '') => read(InboxPageView, `/inbox${query}`);
const namesIn = async (query: string) => (await inbox(query)).items.map(({ contact }) => contact.name);
const seen = (id: string) => read(InboxConversationView, `/inbox/${id}`);

/** Somebody new who has written. */
async function customer(name: string, text = 'visit'): Promise<{ phone: Phone; id: string }> {
  people += 1;
  const phone = new Phone(system, `1555010${String(8_000 + people)}`, name);
  await phone.says(text);
  return { phone, id: (await system.conversationWith(phone.waId)).id };
}

it('is read by today’s schemas, also in the process that has just migrated what was stored', () => {
  const { store } = system.runtime;
  expect(store.conversations.declaration).toBe(declarations.conversations);
  expect(store.contacts.declaration).toBe(declarations.contacts);
});

it('lists conversations with what stands last in them, whose turn it is, and how long one may still write', async () => {
  const { phone, id } = await customer('Leila Haddad');
  const item = (await inbox()).items.find((one) => one.id === id);
  expect(item).toMatchObject({
    state: 'with-bot',
    channel: { id: channelId, name: 'Trial', provider: '360dialog' },
    contact: { name: 'Leila Haddad', identifiers: { waId: phone.waId } },
    lastMessage: { direction: 'out', kind: 'buttons', text: expect.stringContaining('visit') },
    window: { isOpen: true, hasWindow: true },
    unread: 1,
    assignee: null,
    handoff: null,
    labels: [],
    flow: { id: 'clinic-visit' },
  });
  expect(await dana.call('POST', `/conversations/${id}/read`)).toMatchObject({ status: 204 });
  expect(await seen(id)).toMatchObject({ unread: 0, notes: 0 });
  expect((await seen(id)).history.map(({ name }) => name)).toContain('session.started');
});

it('a person who writes has the conversation: the bot is silent until it is given back', async () => {
  const { phone, id } = await customer('Omar Said');
  const sent = await read(SentView, `/conversations/${id}/messages`, 'POST', { text: 'Hello Omar, Dana here.' });
  await system.quiet();
  expect(phone.last).toMatchObject({ text: 'Hello Omar, Dana here.' });
  expect((await system.api.thread(id)).find((entry) => entry.id === sent.id)).toMatchObject({
    kind: 'outbound',
    by: { id: dana.id, name: 'Dana' },
  });
  expect(await seen(id)).toMatchObject({
    state: 'with-person',
    handoff: { by: 'person', taker: { id: dana.id, name: 'Dana' } },
  });
  expect(await phone.says('I have a question')).toEqual([]);
  expect(await namesIn('?state=with-person')).toContain('Omar Said');
  expect(await namesIn('?assignee=none')).toContain('Omar Said');

  const sentMedia = { media: { kind: 'image', link: 'https://example.org/map.png', caption: 'The way in' } };
  expect(await dana.call('POST', `/conversations/${id}/messages`, sentMedia)).toMatchObject({ status: 202 });
  await system.quiet();
  expect(await dana.call('POST', `/conversations/${id}/release`, { then: 'resume' })).toMatchObject({ status: 202 });
  await system.quiet();
  expect(titlesOf(phone.last)).not.toEqual([]);
  expect(await seen(id)).toMatchObject({ state: 'with-bot', handoff: null });
});

describe('a key for each message', () => {
  const KEY = { 'idempotency-key': '"0f3a-first"' };

  it('what comes again under it goes out once, and is answered with the same id', async () => {
    const { phone, id } = await customer('Ida Potent');
    const before = phone.thread.length;
    const write = () => dana.call('POST', `/conversations/${id}/messages`, { text: 'Once, please' }, KEY);
    const answers = await Promise.all([write(), write(), write()]);
    answers.push(await write());
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(new Set(answers.map(({ body }) => SentView.parse(body).id)).size).toBe(1);
    await system.quiet();
    expect(phone.thread.slice(before).map(({ text }) => text)).toEqual(['Once, please']);
  });

  it('is another one in another conversation, and for another message', async () => {
    const { phone, id } = await customer('Idris Other');
    const say = (text: string, headers: Record<string, string>) =>
      dana.call('POST', `/conversations/${id}/messages`, { text }, headers);
    expect(await say('Once, please', KEY)).toMatchObject({ status: 202 });
    expect(await say('Something else', KEY)).toMatchObject({
      status: 409,
      body: { type: 'urn:canvass:problem:idempotency-key-used' },
    });
    expect(await say('Something else', { 'idempotency-key': '0f3a-second' })).toMatchObject({ status: 202 });
    await system.quiet();
    expect(phone.last).toMatchObject({ text: 'Something else' });
    expect(await say('Hm', { 'idempotency-key': 'short' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'Idempotency-Key' }] },
    });
  });
});

it('what waits for a person comes first come, first shown, and is somebody’s once it is assigned', async () => {
  const first = await customer('Wanda First');
  const second = await customer('Wim Second');
  for (const { id } of [first, second]) {
    // As an agent asks for it: nobody has taken it yet.
    await system.runtime.store.conversations.update(system.runtime.scope, id, (conversation) => ({
      ...conversation,
      handoff: { by: 'agent', topic: 'billing', data: {} },
      handedOffAt: system.runtime.clock.now(),
      inboxState: 'waiting',
      assigned: '',
    }));
    await system.advance(MINUTE);
  }
  expect(await namesIn('?state=waiting')).toEqual(['Wanda First', 'Wim Second']);
  const before = await read(InboxCountsView, '/inbox/counts');
  const assigned = { userId: dana.id, team: 'care' };
  expect(await dana.call('PUT', `/conversations/${first.id}/assignee`, assigned)).toMatchObject({ status: 204 });
  expect(await read(InboxCountsView, '/inbox/counts')).toEqual({
    ...before,
    waiting: before.waiting - 1,
    withPerson: before.withPerson + 1,
    unassigned: before.unassigned - 1,
    mine: before.mine + 1,
  });
  expect(await namesIn('?assignee=me')).toContain('Wanda First');
  expect(await namesIn('?team=care')).toEqual(['Wanda First']);
  expect((await system.api.thread(first.id)).at(-1)).toMatchObject({
    kind: 'event',
    by: { name: 'Dana' },
    change: { name: 'assigned', user: { name: 'Dana' }, team: 'care' },
  });
  expect(await dana.call('PUT', `/conversations/${first.id}/assignee`, {})).toMatchObject({ status: 204 });
  expect((await seen(first.id)).assignee).toBeNull();
  expect(await dana.call('PUT', `/conversations/${first.id}/assignee`, { userId: 'nobody' })).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'userId', rule: 'known-user' }] },
  });
  expect(await read(PeopleView, '/people')).toEqual({
    people: [{ id: dana.id, name: 'Dana', teams: ['care'] }],
    teams: ['care'],
  });
});

it('labels and notes stay in the team, and labels find conversations', async () => {
  const { phone, id } = await customer('Lena Label');
  const heard = phone.thread.length;
  expect(await dana.call('PUT', `/conversations/${id}/labels`, { labels: ['vip', 'Billing'] })).toMatchObject({
    status: 204,
  });
  const note = await read(SentView, `/conversations/${id}/notes`, 'POST', { text: 'Call back <b>tomorrow</b>' });
  expect(await namesIn('?label=vip')).toEqual(['Lena Label']);
  expect(await namesIn('?label=vi')).toEqual([]);
  expect(await namesIn('?q=bill')).toEqual(['Lena Label']);
  expect(await seen(id)).toMatchObject({ labels: ['vip', 'Billing'], notes: 1 });
  expect((await system.api.thread(id)).slice(-2)).toMatchObject([
    { kind: 'event', change: { name: 'labelled', added: ['vip', 'Billing'], removed: [] } },
    { kind: 'note', id: note.id, text: 'Call back <b>tomorrow</b>', by: { name: 'Dana' } },
  ]);
  expect((await read(LabelsView, '/labels')).items).toEqual(['Billing', 'vip']);
  await dana.call('PUT', `/conversations/${id}/labels`, { labels: ['vip'] });
  expect(await namesIn('?label=Billing')).toEqual([]);
  await system.quiet();
  expect(phone.thread).toHaveLength(heard);
});

it('finds people by any word of the name, by number with and without the country, and after a change of name', async () => {
  const { phone, id } = await customer('Zoë van der Berg');
  for (const q of ['zoe', 'ZOË VAN', 'der berg', 'berg', phone.waId, `+${phone.waId.slice(0, 9)}`, phone.waId.slice(1)])
    expect({ q, found: await namesIn(`?q=${encodeURIComponent(q)}`) }).toEqual({
      q,
      found: expect.arrayContaining(['Zoë van der Berg']),
    });
  expect(await namesIn('?q=erg')).toEqual([]);
  const all = await inbox('?q=1555010');
  const first = await inbox('?q=1555010&limit=1');
  const rest = await inbox(`?q=1555010&limit=200&cursor=${encodeURIComponent(first.next ?? '')}`);
  expect([...first.items, ...rest.items]).toEqual(all.items);
  expect(await dana.call('GET', '/inbox?q=zoe&cursor=nonsense')).toMatchObject({ status: 400 });

  const { contact } = await seen(id);
  const change = { name: 'Zara Klein', language: 'nl', attributes: { plan: 'gold' } };
  expect(await read(ContactView, `/contacts/${contact.id}`, 'PATCH', change)).toMatchObject(change);
  expect(await read(ContactView, `/contacts/${contact.id}`)).toMatchObject(change);
  expect(await namesIn('?q=klein')).toEqual(['Zara Klein']);
  expect(await namesIn('?q=zoe')).toEqual([]);
  // What the team calls somebody stays, whatever the profile says.
  await phone.says('hello');
  expect(await namesIn('?q=klein')).toEqual(['Zara Klein']);
  expect(await dana.call('PATCH', `/contacts/${contact.id}`, { language: 'not a language' })).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'language' }] },
  });
});

it('when the window has closed only a template goes, filled in with what is known of the person', async () => {
  const { phone, id } = await customer('Tariq Aziz');
  await dana.call('POST', `/conversations/${id}/hand-off`, {});
  await system.advance(24 * HOUR - 30 * MINUTE);
  expect(await namesIn('?window=closing')).toContain('Tariq Aziz');
  await system.advance(30 * MINUTE);
  expect(await namesIn('?window=closed&q=tariq')).toEqual(['Tariq Aziz']);
  expect(await namesIn('?window=open&q=tariq')).toEqual([]);
  expect((await seen(id)).window).toMatchObject({ isOpen: false });
  expect(await dana.call('POST', `/conversations/${id}/messages`, { text: 'Still there?' })).toMatchObject({
    status: 409,
    body: { type: 'urn:canvass:problem:window-closed' },
  });

  const call = { name: TEMPLATE, language: 'en', params: { name: '{{ contact.name }}' } };
  const preview = await read(InboxTemplatePreviewView, `/conversations/${id}/template/preview`, 'POST', call);
  expect(preview).toMatchObject({ problems: [], preview: { body: expect.stringContaining('Hi Tariq Aziz,') } });
  const unfit = { ...call, params: { nmae: '{{ contact.shoe }}' } };
  const wrong = await read(InboxTemplatePreviewView, `/conversations/${id}/template/preview`, 'POST', unfit);
  expect(wrong.problems.map(({ code }) => code)).toEqual(['parameter-missing', 'parameter-unknown']);
  expect(await dana.call('POST', `/conversations/${id}/template`, unfit)).toMatchObject({
    status: 409,
    body: { type: 'urn:canvass:problem:template-unfit', errors: [{ rule: 'parameter-missing' }, {}] },
  });
  expect(await dana.call('POST', `/conversations/${id}/template`, { ...call, name: 'nothing' })).toMatchObject({
    status: 404,
  });

  const sent = await read(SentView, `/conversations/${id}/template`, 'POST', call);
  await system.quiet();
  expect(phone.last.text).toContain('Hi Tariq Aziz,');
  expect((await system.api.thread(id)).find((entry) => entry.id === sent.id)).toMatchObject({
    message: { kind: 'template' },
    by: { name: 'Dana' },
  });
  // Their answer opens the window again, and goes to the person who wrote.
  expect(await phone.says('Yes, I am here')).toEqual([]);
  expect(await dana.call('POST', `/conversations/${id}/messages`, { text: 'Good to hear.' })).toMatchObject({
    status: 202,
  });
  await system.quiet();
  expect(phone.last.text).toBe('Good to hear.');
});

it('what the person has answered can stand in a template', async () => {
  const { phone, id } = await customer('Salma');
  const empty = { value: null, raw: null, label: null };
  expect((await seen(id)).answers).toMatchObject({ overall: empty });
  await phone.taps('Poor');
  const { answers } = await seen(id);
  expect(answers).toMatchObject({ overall: { value: 'poor', raw: 'Poor', label: 'Poor' }, why: empty });
  const call = { name: TEMPLATE, language: 'en', params: { name: '{{ answers.overall.label }}' } };
  expect(await read(InboxTemplatePreviewView, `/conversations/${id}/template/preview`, 'POST', call)).toMatchObject({
    problems: [],
    preview: { body: expect.stringContaining('Hi Poor,') },
  });
});

it('writes nothing to somebody who said stop, and shows why a message did not go', async () => {
  const { phone, id } = await customer('Stella Stop');
  await phone.says('stop');
  expect(await dana.call('POST', `/conversations/${id}/messages`, { text: 'Wait!' })).toMatchObject({
    status: 409,
    body: { type: 'urn:canvass:problem:opted-out' },
  });
  const { id: late } = await customer('Larry Late');
  const phoneOfLarry = (await seen(late)).contact.identifiers.waId ?? '';
  // Written, and before it leaves they say stop.
  const command = await system.runtime.store.conversations.get(system.runtime.scope, late);
  expect(command).toBeDefined();
  await system.runtime.store.conversations.update(system.runtime.scope, late, (conversation) => ({
    ...conversation,
    optedOutAt: 1,
  }));
  const heard = system.simulator.thread(phoneOfLarry).length;
  await system.runtime.store.thread.insert(system.runtime.scope, 'late-command', {
    kind: 'command',
    conversationId: late,
    channelId,
    contactId: command?.contactId ?? '',
    at: system.runtime.clock.now(),
    waiting: late,
    command: {
      kind: 'write',
      messageId: 'late-message',
      message: { kind: 'text', body: 'Too late' },
      by: { id: dana.id, name: 'Dana' },
    },
  });
  // Any other command rings for both.
  await dana.call('POST', `/conversations/${late}/hand-off`, {});
  await system.quiet();
  expect(system.simulator.thread(phoneOfLarry)).toHaveLength(heard);
  expect((await system.api.thread(late)).find(({ id: entry }) => entry === 'late-message')).toMatchObject({
    state: 'failed',
    failure: { code: 'opted-out', text: expect.stringContaining('asked to get no more messages') },
  });
});

it('shows files by what they are, and never one that could be a page', async () => {
  const { phone, id } = await customer('Mina Media');
  await phone.sends({ type: 'image', caption: 'My card' });
  await phone.sends({ type: 'document', filename: 'evil"<script>.html' });
  const thread = await system.api.thread(id);
  const [image, page] = thread.filter((entry) => entry.kind === 'inbound' && entry.content.kind === 'media');
  const get = (entry: { id: string } | undefined) =>
    fetch(`${system.url}/api/v1/conversations/${id}/media/${encodeURIComponent(entry?.id ?? '')}`, {
      headers: { cookie: dana.cookie },
    });
  const shown = await get(image);
  expect(shown.status).toBe(200);
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': expect.stringMatching(/^image\/(png|jpeg)$/),
    'content-disposition': expect.stringMatching(/^inline; /),
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
  const saved = await get(page);
  expect(saved.headers.get('content-disposition')).not.toMatch(/["<>]/);
  // Whatever they call it, and whatever its sender says it is.
  const markup = '<!doctype html><script>alert(1)</script>';
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
  await phone.sends({ type: 'document', filename: 'page.html', mime: 'text/html', base64: btoa(markup) });
  await phone.sends({ type: 'document', filename: 'card.pdf', mime: 'application/pdf', base64: btoa(markup) });
  await phone.sends({ type: 'document', filename: 'photo.svg', mime: 'image/svg+xml', base64: btoa(drawing) });
  const sent = (await system.api.thread(id)).filter(
    (entry) => entry.kind === 'inbound' && entry.content.kind === 'media',
  );
  for (const [at, bytes] of [markup, markup, drawing].entries()) {
    const file = await get(sent[2 + at]);
    expect({ bytes, status: file.status, headers: Object.fromEntries(file.headers) }).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringMatching(/^attachment; /),
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/default-src 'none'; sandbox/),
      },
    });
    expect(await file.text()).toBe(bytes);
  }
  expect(await get({ id: 'nothing' })).toMatchObject({ status: 404 });
  expect((await seen(id)).lastMessage).toMatchObject({ direction: expect.any(String) });
});

it('tells whoever listens what has changed, and nothing more once they may not know', async () => {
  const { phone, id } = await customer('Elif Event');
  const listener = await listening(dana);
  expect(listener.type).toContain('text/event-stream');
  await phone.says('good');
  await listener.until((event) => event.type === 'conversation.changed' && event.id === id);
  const told = listener.events.length;
  await dana.call('POST', `/conversations/${id}/notes`, { text: 'x' });
  await listener.until((_, index) => index >= told);
  listener.stop();

  const back = await listening(dana, { 'last-event-id': '7' });
  await back.until((event) => event.type === 'resync');
  back.stop();
});

it('tells nobody more who has signed out, was disabled or lost the role; who may goes on listening', async () => {
  const owner = await member('Olga', ['owner']);
  const [leaver, disabled, demoted] = [
    await member('Lea', ['agent']),
    await member('Dirk', ['agent']),
    await member('Della', ['agent']),
  ];
  const stays = await listening(dana);
  const leaving = await Promise.all([leaver, disabled, demoted].map((who) => listening(who)));
  expect(await leaver.call('DELETE', '/session')).toMatchObject({ status: 204 });
  expect(await owner.call('PATCH', `/users/${disabled.id}`, { isDisabled: true })).toMatchObject({ status: 200 });
  expect(await owner.call('PATCH', `/users/${demoted.id}`, { roles: ['viewer'] })).toMatchObject({ status: 200 });
  await Promise.all(leaving.map(({ ended }) => ended));

  const { id } = await customer('Nadia News');
  await stays.until((event) => event.id === id);
  expect(leaving.flatMap(({ events }) => events)).not.toContainEqual(expect.objectContaining({ id }));
  stays.stop();
  for (const who of [leaver, disabled]) expect(await who.call('GET', '/events')).toMatchObject({ status: 401 });
  expect(await demoted.call('GET', '/events')).toMatchObject({ status: 403 });
});

it('roles: a viewer sees no conversation, an author changes none', async () => {
  const viewer = await member('Vera', ['viewer']);
  const author = await member('Aya', ['author']);
  const { id } = await customer('Rosa Role');
  for (const path of ['/inbox', '/inbox/counts', `/inbox/${id}`, '/labels', '/people', '/events'])
    expect({ path, ...(await viewer.call('GET', path)) }).toMatchObject({ path, status: 403 });
  expect(await author.call('GET', `/inbox/${id}`)).toMatchObject({ status: 200 });
  for (const [method, path, body] of [
    ['POST', `/conversations/${id}/messages`, { text: 'hi' }],
    ['POST', `/conversations/${id}/template`, { name: TEMPLATE, language: 'en' }],
    ['PUT', `/conversations/${id}/assignee`, {}],
    ['PUT', `/conversations/${id}/labels`, { labels: [] }],
    ['POST', `/conversations/${id}/notes`, { text: 'x' }],
    ['PATCH', '/contacts/x', { name: 'x' }],
  ] as const)
    expect({ path, ...(await author.call(method, path, body)) }).toMatchObject({ path, status: 403 });
});

interface Listening {
  type: string;
  events: z.infer<typeof LiveEventView>[];
  /** Resolves when the service ends it. */
  ended: Promise<void>;
  until(wanted: (event: z.infer<typeof LiveEventView>, index: number) => boolean): Promise<void>;
  stop(): void;
}

async function listening(who: Member, headers: Record<string, string> = {}): Promise<Listening> {
  const gone = new AbortController();
  const response = await fetch(`${system.url}/api/v1/events`, {
    headers: { cookie: who.cookie, ...headers },
    signal: gone.signal,
  });
  const events: z.infer<typeof LiveEventView>[] = [];
  const reading = (async () => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) {
      rest += decoder.decode(bytes, { stream: true });
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data !== undefined) events.push(LiveEventView.parse(JSON.parse(data)));
      }
    }
  })().catch((error: unknown) => {
    if (!gone.signal.aborted) throw error;
  });
  return {
    type: response.headers.get('content-type') ?? '',
    events,
    ended: reading,
    async until(wanted) {
      for (let count = 0; count < 400; count += 1) {
        if (events.some(wanted)) return;
        await delay(25);
      }
      throw new Error(`never told; told was ${JSON.stringify(events)}`);
    },
    stop() {
      gone.abort();
      void reading;
    },
  };
}
