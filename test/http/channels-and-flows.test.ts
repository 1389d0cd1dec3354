import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { ProviderList } from '../../src/api/channel-views.js';
import { ChannelView, FindingView, FlowView } from '../../src/api/views.js';
import { HOUR } from '../../src/time/instant.js';
import { Phone } from '../support/phone.js';
import type { ChannelSeen } from '../support/service-api.js';
import { startSystem, type System } from '../support/system.js';

const GOOD = `
id: tiny
kind: survey
languages: [en]
title: One question
start: { keywords: [tiny] }
steps:
  - id: fine
    ask: yes-no
    text: Is all well?
`;
const BAD = `
id: Broken One
kind: survey
languages: [en]
title: Broken
steps:
  - id: overall
    ask: single-choice
    text: "How was {{ nothing }}?"
    options:
      - { id: a, label: Same }
      - { id: a, label: " same " }
  - goto: nowhere
  - ask: telepathy
`;

const FlowList = z.object({
  items: z.array(FlowView),
  leftOut: z.array(z.strictObject({ file: z.string() })),
  findings: z.array(FindingView),
});

let system: System;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvass flows '));
  await writeFile(join(folder, 'good.yaml'), GOOD);
  await writeFile(join(folder, 'bad.yaml'), BAD);
  await writeFile(join(folder, 'no-yaml.yaml'), 'id: [unclosed');
  system = await startSystem({ env: { FLOWS_DIR: folder } });
});

afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

async function refused(method: string, path: string, body: unknown) {
  const answer = await system.api.call(method, path, body);
  const Problem = z.object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    errors: z.array(z.strictObject({ field: z.string(), rule: z.string(), message: z.string().min(5) })).default([]),
  });
  const problem = Problem.parse(answer.body);
  expect(problem.status).toBe(answer.status);
  return problem;
}

describe('flows', () => {
  it('starts with the good ones and says which it left out, with every mistake in its place', async () => {
    const { items, leftOut, findings } = await system.api.read(FlowList, '/flows');
    expect(items.map(({ id }) => id)).toEqual(['tiny']);
    expect(leftOut).toEqual([{ file: 'bad.yaml' }, { file: 'no-yaml.yaml' }]);
    const ofBad = findings.filter(({ file, severity }) => file.endsWith('bad.yaml') && severity === 'error');
    expect(ofBad.length).toBeGreaterThanOrEqual(5);
    for (const { line, column, rule, path } of ofBad) {
      expect(line).toBeGreaterThan(1);
      expect(column).toBeGreaterThan(0);
      expect(rule).toMatch(/^[a-z][a-z.-]+$/);
      expect(path).not.toBe('');
    }
    expect(findings.some(({ file }) => file.endsWith('no-yaml.yaml'))).toBe(true);
  });

  it('refuses a flow with mistakes, lists each, and keeps the one that is published', async () => {
    const broken = GOOD.replace('ask: yes-no', 'ask: yes-or-no').replace('Is all well?', '{{ nobody }}');
    const problem = await refused('POST', '/flows', { source: broken, origin: 'tiny.yaml' });
    expect(problem).toMatchObject({ status: 422, type: 'urn:canvass:problem:flow-has-errors' });
    expect(problem.errors.length).toBeGreaterThanOrEqual(1);
    expect(problem.errors[0]!.message).toMatch(/^line \d+, column \d+: /);
    const { items } = await system.api.read(FlowList, '/flows');
    expect(items.find(({ id }) => id === 'tiny')).toMatchObject({ title: 'One question' });
  });

  it('checks without publishing, publishes, and keeps the versions', async () => {
    const next = GOOD.replace('One question', 'Still one question');
    const checked = await system.api.read(z.object({ findings: z.array(FindingView) }), '/flows/check', 'POST', {
      source: next,
    });
    expect(checked.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const before = await system.api.read(
      z.looseObject({ title: z.string(), versions: z.array(z.unknown()) }),
      '/flows/tiny',
    );
    expect(before).toMatchObject({ title: 'One question', versions: [expect.anything()] });

    expect(await system.api.call('POST', '/flows', { source: next })).toMatchObject({
      status: 201,
      body: { flowId: 'tiny', isNew: true, calledBy: [] },
    });
    expect(await system.api.call('POST', '/flows', { source: next })).toMatchObject({
      status: 201,
      body: { isNew: false },
    });
    const after = await system.api.read(
      z.looseObject({ title: z.string(), source: z.string(), versions: z.array(z.unknown()) }),
      '/flows/tiny',
    );
    expect(after).toMatchObject({
      title: 'Still one question',
      source: next,
      versions: [expect.anything(), expect.anything()],
    });
  });

  it('names the field when the call itself is wrong', async () => {
    const problem = await refused('POST', '/flows', { origin: 'x' });
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'source' }] });
  });
});

describe('channels', () => {
  it('says through whom a number can be connected, what each needs, and where the simulator stands in', async () => {
    const { items } = await system.api.read(ProviderList, '/channels/providers');
    expect(items.map(({ provider }) => provider)).toEqual([...system.runtime.registry.keys()]);
    const [first, ...others] = items;
    expect(first).toMatchObject({
      provider: '360dialog',
      credentials: [{ name: 'apiKey', form: 'secret', isOptional: false }],
      abilities: { buttons: 3, listRows: 10, templates: 'create', windowHours: 24 },
      elsewhere: system.simulator.url,
    });
    expect(others.every(({ elsewhere }) => elsewhere === null)).toBe(true);
    for (const { credentials } of items) {
      for (const { label, help, translations } of credentials) {
        expect([label.length, help.length]).not.toContain(0);
        expect(translations['ar']).toEqual({
          label: expect.stringMatching(/\p{Script=Arabic}/u),
          help: expect.stringMatching(/\p{Script=Arabic}/u),
        });
      }
    }
    expect(items.find(({ provider }) => provider === 'vonage')?.credentials).toContainEqual(
      expect.objectContaining({ name: 'privateKey', form: 'file', isOptional: true }),
    );
  });

  const right = () => ({ name: 'Clinic', provider: '360dialog', credentials: { apiKey: system.simulator.apiKey } });

  it('says in plain words that the key is wrong, and keeps nothing', async () => {
    const problem = await refused('POST', '/channels', { ...right(), credentials: { apiKey: 'a-wrong-key' } });
    expect(problem).toMatchObject({
      status: 422,
      type: 'urn:canvass:problem:refused-by-provider',
      title: '360dialog refused',
    });
    expect(problem.detail).toMatch(/key/i);
    expect(problem.errors).toHaveLength(1);
    expect(JSON.stringify(problem)).not.toContain('a-wrong-key');
    expect((await system.api.call('GET', '/channels')).body).toEqual({ items: [] });
  });

  it.each([
    ['an unknown provider', { provider: 'pigeon' }, 'provider', 'known-provider'],
    ['a missing credential', { credentials: {} }, 'credentials.apiKey', 'required'],
    ['an empty credential', { credentials: { apiKey: '  ' } }, 'credentials.apiKey', 'required'],
    ['a credential too many', { credentials: { apiKey: 'k', pin: '1' } }, 'credentials.pin', 'unknown'],
    [
      'a missing credential beside those that a provider can do without',
      { provider: 'vonage', credentials: { apiKey: 'k', apiSecret: 's', number: '15550100100' } },
      'credentials.signatureSecret',
      'required',
    ],
    ['no name', { name: ' ' }, 'name', 'too_small'],
    [
      'settings that do not fit',
      { settings: { templateCaps: { perDay: -1, perWeek: 5 } } },
      'settings.templateCaps.perDay',
      'too_small',
    ],
  ])('400 for %s, naming the field', async (_what, change, field, rule) => {
    const problem = await refused('POST', '/channels', { ...right(), ...change });
    expect(problem.status).toBe(400);
    expect(problem.errors).toEqual([{ field, rule: expect.any(String), message: expect.any(String) }]);
    expect(problem.errors[0]!.rule).toBe(rule);
  });

  describe('connected', () => {
    let channel: ChannelSeen;
    beforeAll(async () => {
      channel = await system.connect();
    });

    it('knows its number and health, and its templates', async () => {
      expect(channel).toMatchObject({
        provider: '360dialog',
        state: 'connected',
        health: { canSend: 'yes', problems: [] },
      });
      expect(channel.webhookUrl).toMatch(new RegExp(`^${system.url}/webhooks/360dialog/[\\w-]{20,}$`));
      const templates = await system.api.read(
        z.object({ items: z.array(z.looseObject({ name: z.string() })), findings: z.array(FindingView) }),
        `/templates?channelId=${channel.id}`,
      );
      expect(templates.items.map(({ name }) => name)).toContain('clinic_visit_reminder');
    });

    it('keeps its secrets: not in any answer, not in clear in the database', async () => {
      const { apiKey } = system.simulator;
      const answers = await Promise.all(
        [`/channels`, `/channels/${channel.id}`, `/templates?channelId=${channel.id}`].map((path) =>
          system.api.call('GET', path),
        ),
      );
      const registered = await fetch(`${system.simulator.url}/v1/configs/webhook`, {
        headers: { 'D360-API-KEY': apiKey },
      });
      const { headers } = z.object({ headers: z.record(z.string(), z.string()) }).parse(await registered.json());
      const secrets = [apiKey, ...Object.values(headers)];
      expect(secrets).toHaveLength(2);
      const client = new pg.Client({ connectionString: system.databaseUrl });
      await client.connect();
      try {
        const { rows } = await client.query<{ name: string }>(
          `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema LIKE 'canvass%'`,
        );
        expect(rows.length).toBeGreaterThan(10);
        const dumps: unknown[] = [];
        for (const { name } of rows) dumps.push((await client.query(`SELECT t::text AS row FROM ${name} t`)).rows);
        const everything = JSON.stringify([answers, dumps]);
        expect(everything).toContain(channel.id);
        for (const secret of secrets) expect(everything).not.toContain(secret);
      } finally {
        await client.end();
      }
    });

    it('changes name and settings, and refuses a new key that does not work', async () => {
      expect(await system.api.call('PATCH', `/channels/${channel.id}`, { name: 'Front desk' })).toMatchObject({
        status: 200,
        body: { name: 'Front desk' },
      });
      const problem = await refused('PUT', `/channels/${channel.id}/credentials`, { credentials: { apiKey: 'wrong' } });
      expect(problem.status).toBe(422);
      const again = await system.api.call('POST', `/channels/${channel.id}/refresh`);
      expect(again).toMatchObject({ status: 200, body: { state: 'connected', name: 'Front desk' } });
    });

    it('stops when a person says so, says who it was, and goes on when it is resumed', async () => {
      const stopped = await system.api.read(ChannelView, `/channels/${channel.id}/stop`, 'POST');
      expect(stopped).toMatchObject({ state: 'stopped', stateReason: expect.stringMatching(/\S stopped it\./) });
      // The first reason stays.
      expect(await system.api.read(ChannelView, `/channels/${channel.id}/stop`, 'POST')).toEqual(stopped);
      const mia = new Phone(system, '15550100699', 'Mia');
      await mia.says('tiny');
      expect(mia.thread.filter(({ from }) => from === 'business')).toEqual([]);
      const resumed = await system.api.read(ChannelView, `/channels/${channel.id}/resume`, 'POST');
      expect(resumed).toMatchObject({ state: 'connected', stateReason: null });
      expect(await refused('POST', '/channels/nobody/stop', {})).toMatchObject({ status: 404 });
    });

    it('starts a conversation by the API: as a template where no window is open', async () => {
      const source = GOOD.replace('id: tiny', 'id: reach-out')
        .replace('start: { keywords: [tiny] }', '')
        .replace(
          'text: Is all well?',
          'text: Do you still have it?\n    closed: { template: product_survey_owner, params: { name: you }, buttons: options }',
        );
      expect(await system.api.call('POST', '/flows', { source })).toMatchObject({ status: 201 });
      const lea = new Phone(system, '15550100601', 'Lea');
      const start = { channelId: channel.id, to: '+1 555 010 0601', flowId: 'reach-out' };
      expect(await system.api.call('POST', '/conversations', start)).toMatchObject({
        status: 202,
        body: { conversationId: expect.any(String) },
      });
      await system.quiet();
      expect(lea.thread.map(({ template, tick }) => [template?.name, tick])).toEqual([
        ['product_survey_owner', 'read'],
      ]);
      await lea.taps('Yes');
      expect(await system.responseOf(lea.waId)).toMatchObject({
        status: 'ended',
        disposition: 'completed',
        answers: { fine: { value: true } },
      });

      // The window is open now: the question comes as it is.
      expect(await system.api.call('POST', '/conversations', start)).toMatchObject({ status: 202 });
      await system.quiet();
      expect(lea.last).toMatchObject({ type: 'button', text: 'Do you still have it?' });
      const { id } = await system.conversationWith(lea.waId);
      expect(await system.api.call('POST', `/conversations/${id}/end`)).toEqual({ status: 202, body: undefined });
      await system.quiet();
      expect(await system.responseOf(lea.waId)).toMatchObject({
        status: 'ended',
        disposition: 'breakoff',
        reason: 'ended-by-operator',
      });
    });

    it.each([
      ['a number that is none', { to: 'my aunt' }, 400],
      ['an unknown flow', { flowId: 'nothing' }, 404],
      ['an unknown channel', { channelId: 'nothing' }, 404],
    ])('does not start one for %s', async (_what, change, status) => {
      const problem = await refused('POST', '/conversations', {
        channelId: channel.id,
        to: '+15550100602',
        flowId: 'tiny',
        ...change,
      });
      expect(problem.status).toBe(status);
    });

    it('gives a flow its hidden values, and refuses those that it does not know, by name', async () => {
      const source = `${GOOD.replace('id: tiny', 'id: spring').replace('start: { keywords: [tiny] }', 'hidden: [campaign, source]')}
  - { when: "campaign == 'spring' && source == null", id: why, ask: text, text: "Why {{ campaign | default: 'then' }}?" }
`;
      expect(await system.api.call('POST', '/flows', { source })).toMatchObject({ status: 201 });
      const ida = new Phone(system, '15550100603', 'Ida');
      await ida.says('hello');
      const start = { channelId: channel.id, to: '+15550100603', flowId: 'spring' };
      for (const [path, body] of [
        ['/conversations', start],
        [`/channels/${channel.id}/broadcasts`, { to: [start.to], flowId: 'spring' }],
      ] as const) {
        const problem = await refused('POST', path, { ...body, hidden: { campain: 'spring', source: 'qr' } });
        expect(problem).toMatchObject({ status: 400, errors: [{ field: 'hidden.campain', rule: 'hidden-unknown' }] });
      }
      const started = await system.api.call('POST', '/conversations', { ...start, hidden: { campaign: 'spring' } });
      expect(started.status).toBe(202);
      await system.quiet();
      await ida.taps('Yes');
      expect(ida.last.text).toBe('Why spring?');
      expect(await system.responseOf(ida.waId)).toMatchObject({ waitingOn: 'why', vars: { campaign: 'spring' } });
    });

    it('pages through its lists without losing or repeating one', async () => {
      const people = Array.from({ length: 7 }, (_, n) => String(15_550_100_700 + n));
      for (const waId of people) system.simulator.say(waId, 'tiny');
      await system.quiet();
      for (const path of ['/conversations', '/responses', `/conversations?channelId=${channel.id}`]) {
        const Page = z.object({ items: z.array(z.looseObject({ id: z.string() })), next: z.string().optional() });
        const whole = await system.api.read(Page, path);
        const more = path.includes('?') ? '&' : '?';
        const ids: string[] = [];
        let next: string | undefined = '';
        while (next !== undefined) {
          const page: z.infer<typeof Page> = await system.api.read(
            Page,
            `${path}${more}limit=3${next && `&cursor=${encodeURIComponent(next)}`}`,
          );
          expect(page.items.length).toBeLessThanOrEqual(3);
          ids.push(...page.items.map(({ id }) => id));
          next = page.next;
        }
        expect(ids).toEqual(whole.items.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeGreaterThanOrEqual(7);
      }
    });

    it('keeps its clock from going back', async () => {
      await system.advance(HOUR);
      const problem = await refused('PUT', '/clock', { offsetMs: 1 });
      expect(problem).toMatchObject({ status: 400, errors: [{ field: 'offsetMs', rule: 'forwards-only' }] });
      expect((await system.api.call('GET', '/clock')).body).toMatchObject({ offsetMs: HOUR, adjustable: true });
    });

    it('is unknown once it is removed', async () => {
      expect(await system.api.call('DELETE', `/channels/${channel.id}`)).toEqual({ status: 204, body: undefined });
      const response = await fetch(channel.webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(response.status).toBe(404);
      expect((await refused('GET', `/channels/${channel.id}`, undefined)).status).toBe(404);
      // What was said stays.
      expect((await system.api.responses()).length).toBeGreaterThan(7);
    });
  });
});
