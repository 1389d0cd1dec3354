import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onBothSizes } from '../support/on-both-sizes.js';
import type { ChannelSeen } from '../support/service-api.js';
import { startSystem, type System } from '../support/system.js';
import { until } from '../support/until.js';
import { buildPage, connectWebChat, newId, originOf, siteOf, Visitor, withPage } from '../support/web-chat.js';

onBothSizes('the web chat', (options) => {
  let folder: string;
  let system: System;
  let channel: ChannelSeen;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'web-chat-'));
    buildPage(folder);
    system = await startSystem({
      ...(await options()),
      parts: withPage(folder, 3),
      env: { SWEEP_EVERY_MS: '500' },
    });
    channel = await connectWebChat(system, 'https://www.example.org http://localhost:8080');
  });
  afterAll(async () => {
    await system?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const outboundOf = async (visitor: Visitor) => {
    const { store, scope } = system.runtime;
    const conversations = (await store.conversations.find(scope, { limit: 1000 })).items;
    const conversation = conversations.find(({ to }) => to.userId === visitor.id);
    const thread = (await store.thread.find(scope, { where: { conversationId: conversation?.id ?? '' } })).items;
    return thread.filter((entry) => entry.kind === 'outbound');
  };

  test('a visitor runs a survey to its end: texts, taps, ticks, and the response', async () => {
    const visitor = await Visitor.come(channel);
    expect(await visitor.listen()).toBe(200);
    await visitor.say('visit');
    await until('the first question', () => visitor.messages.length > 0);
    const [first] = visitor.messages;
    expect(first?.message).toMatchObject({
      kind: 'buttons',
      options: [{ title: 'Good' }, { title: 'Fair' }, { title: 'Poor' }],
    });

    await visitor.post([{ kind: 'status', of: first!.receipt, status: 'delivered' }]);
    await until('the tick', async () => (await outboundOf(visitor))[0]?.state === 'delivered');
    await visitor.post([{ kind: 'status', of: first!.receipt, status: 'read' }]);
    await until('the second tick', async () => (await outboundOf(visitor))[0]?.state === 'read');

    await visitor.tap(first!, 0);
    await until('the second question', () => visitor.messages.length > 1);
    // Four options: WhatsApp needs a list for them, the page has room for buttons.
    expect(visitor.messages[1]?.message).toMatchObject({ kind: 'buttons', options: { length: 4 } });
    await visitor.tap(visitor.messages[1]!, 2);
    await until('the third question', () => visitor.messages.length > 2);
    await visitor.tap(visitor.messages[2]!, 0);
    const answers = async () => {
      const found = (await outboundOf(visitor))[0];
      return (await system.api.responses()).find(({ conversationId }) => conversationId === found?.conversationId);
    };
    await until('the response', async () => (await answers())?.status === 'ended', { seen: answers });
    expect(await answers()).toMatchObject({
      disposition: 'completed',
      answers: { overall: { value: 'good' }, waiting: { value: 'under_60' }, again: { value: true } },
    });
    visitor.leave();
  });

  test('what was said while the page was closed is there when it opens again, from where it stopped', async () => {
    const visitor = await Visitor.come(channel);
    await visitor.say('visit');
    await until('it to be sent', async () => (await outboundOf(visitor))[0]?.state === 'accepted');
    await visitor.listen();
    await until('the message', () => visitor.messages.length === 1);
    visitor.leave();

    const again = await Visitor.come(channel);
    Object.assign(again, { token: visitor.token });
    expect(await again.listen(visitor.lines[0]!.seq)).toBe(200);
    await again.say('Good');
    await until('the next message', () => again.messages.length === 1);
    expect(again.messages[0]?.seq).toBe(visitor.lines[0]!.seq + 1);
    again.leave();
  });

  test('days later the chat is open as ever: there is no window', async () => {
    const visitor = await Visitor.come(channel);
    await visitor.listen();
    await visitor.say('visit');
    await until('the question', () => visitor.messages.length === 1);
    await system.advance(3 * 24 * 3_600_000);
    await visitor.say('Good');
    await until('an answer', () => visitor.messages.length > 1);
    expect((await outboundOf(visitor)).every(({ message }) => message.kind !== 'template')).toBe(true);
    visitor.leave();
  });

  describe('what is turned away', () => {
    let visitor: Visitor;
    const hello = () => [{ kind: 'text' as const, id: newId(), text: 'hello' }];
    beforeAll(async () => {
      visitor = await Visitor.come(channel);
    });

    it.each([
      ['of another website', { origin: 'https://evil.example' }],
      ['that no page has sent', { origin: '' }],
      ['without a visitor', { authorization: '' }],
      ['with a visitor that we did not make', { authorization: `Bearer ${'a'.repeat(32)}.${'b'.repeat(43)}` }],
    ])('401 for a message %s', async (_what, headers) => {
      expect((await visitor.post(hello(), headers)).status).toBe(401);
    });

    it('401 for another visitor’s token with our own name', async () => {
      const other = await Visitor.come(channel);
      const [, mac] = other.token.split('.');
      expect((await visitor.post(hello(), { authorization: `Bearer ${visitor.id}.${mac}` })).status).toBe(401);
    });

    it('401 for the tick of a message that another visitor got', async () => {
      const other = await Visitor.come(channel);
      await other.listen();
      await other.say('visit');
      await until('the question', () => other.messages.length === 1);
      const [line] = other.messages;
      const [before] = await outboundOf(other);
      expect((await visitor.post([{ kind: 'status', of: line!.receipt, status: 'read' }])).status).toBe(401);
      expect((await outboundOf(other))[0]?.state).toBe(before?.state);
      other.leave();
    });

    it('takes a message from a website that may show the chat', async () => {
      expect((await visitor.post(hello(), { origin: 'https://www.example.org' })).status).toBe(200);
    });

    it('400 for a body that is no JSON', async () => {
      expect((await visitor.post('{"events":')).status).toBe(400);
      expect((await visitor.post('[]')).status).toBe(400);
    });

    it('stores a message that is posted twice once', async () => {
      const events = hello();
      await visitor.post(events);
      await visitor.post(events);
      const id = `in|${channel.id}|${visitor.id}.${events[0]!.id}`;
      const { store, scope } = system.runtime;
      expect(await store.thread.get(scope, id)).toBeDefined();
      const { items } = await store.thread.find(scope, {
        where: { providerMessageId: `${visitor.id}.${events[0]!.id}` },
      });
      expect(items).toHaveLength(1);
    });

    it('429 for a visitor who says too much, and for no other', async () => {
      const loud = await Visitor.come(channel);
      const statuses = new Set<number>();
      for (let count = 0; count < 95; count += 1) statuses.add((await loud.post([])).status);
      expect([...statuses]).toEqual([200, 429]);
      expect((await visitor.post(hello())).status).toBe(200);
    });

    it('503 where too many pages are open', async () => {
      const visitors = await Promise.all([1, 2, 3].map(() => Visitor.come(channel)));
      expect(await Promise.all(visitors.map((one) => one.listen()))).toEqual([200, 200, 200]);
      expect(await visitor.listen()).toBe(503);
      visitors[0]!.leave();
      await until('a place', async () => (await visitor.listen()) === 200);
      for (const one of [...visitors, visitor]) one.leave();
    });

    it('401 for the stream of somebody unknown', async () => {
      const answer = await fetch(`${siteOf(channel)}/events`, { headers: { authorization: 'Bearer x.y' } });
      expect(answer.status).toBe(401);
    });
  });

  describe('the page and its files', () => {
    const get = (path: string, headers = {}) => fetch(`${siteOf(channel)}${path}`, { redirect: 'manual', headers });

    it('lets nothing run but what it brings along, and only the websites that were named show it', async () => {
      const answer = await get('/');
      expect(answer.status).toBe(200);
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe-inline');
      expect(policy).toContain("frame-ancestors 'self' https://www.example.org http://localhost:8080;");
      expect(answer.headers.get('x-frame-options')).toBeNull();
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await answer.text()).not.toMatch(/style=|onclick=|<script>/);
    });

    it('is found without the slash too, with what was asked for', async () => {
      const answer = await get('?start=visit');
      expect(answer.status).toBe(307);
      expect(new URL(answer.headers.get('location')!, siteOf(channel)).href).toBe(`${siteOf(channel)}/?start=visit`);
    });

    it('gives other websites the script', async () => {
      const answer = await get('.js');
      expect(answer.headers.get('content-type')).toContain('javascript');
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      const again = await get('.js', { 'if-none-match': answer.headers.get('etag')! });
      expect(again.status).toBe(304);
    });

    it.each(['/../package.json', '/%2e%2e/x', '/nothing.js', '/tsconfig.json', '.css', '.js/chat.js'])(
      '404 for %s',
      async (path) => {
        expect((await get(path)).status).toBe(404);
      },
    );

    it('404 for a channel that there is not, and for one of another provider', async () => {
      expect((await fetch(`${system.url}/sites/web-chat/nobody/`)).status).toBe(404);
      const other = await system.connect();
      expect((await fetch(siteOf(other))).status).toBe(404);
    });

    it('403 for who asks to be a visitor from elsewhere', async () => {
      const answer = await fetch(`${siteOf(channel)}/visitors`, {
        method: 'POST',
        headers: { origin: 'https://evil.example' },
      });
      expect(answer.status).toBe(403);
    });

    it('knows a visitor again', async () => {
      const visitor = await Visitor.come(channel);
      const headers = { ...originOf(channel), authorization: `Bearer ${visitor.token}` };
      const answer = await fetch(`${siteOf(channel)}/visitors`, { method: 'POST', headers });
      expect(await answer.json()).toEqual({ token: visitor.token, name: 'Cedar Clinic' });
    });
  });

  describe('connecting', () => {
    it.each([
      [{ name: 'Clinic', sites: 'http://www.example.org' }, 'wrong-sites'],
      [{ name: 'Clinic', sites: "https://x.example; script-src 'unsafe-inline'" }, 'wrong-sites'],
      [{ name: 'x'.repeat(61), sites: 'none' }, 'wrong-name'],
    ])('refuses %j, and says why', async (credentials, rule) => {
      const { status, body } = await system.api.call('POST', '/channels', {
        name: 'W',
        provider: 'web-chat',
        credentials,
      });
      expect(status).toBe(422);
      expect(body).toMatchObject({ errors: [{ field: 'credentials', rule }] });
    });

    it('leaves nothing behind when the channel is removed', async () => {
      const gone = await connectWebChat(system);
      const visitor = await Visitor.come(gone);
      await visitor.say('visit');
      await until('it to be sent', async () => (await outboundOf(visitor))[0]?.state === 'accepted');
      const { store, scope } = system.runtime;
      expect(await store.channelLogs.count(scope, { channelId: gone.id })).toBe(1);
      await system.api.call('DELETE', `/channels/${gone.id}`);
      expect(await store.channelLogs.count(scope, { channelId: gone.id })).toBe(0);
      expect((await visitor.post([])).status).toBe(404);
    });
  });
});
