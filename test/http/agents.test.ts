import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  AgentAnswerView,
  AgentKindList,
  AgentLinkView,
  AgentTestView,
  AgentUsesView,
  SavedAgentView,
} from '../../src/api/agent-views.js';
import { AuditEntryView } from '../../src/api/account-views.js';
import { FindingView } from '../../src/api/views.js';
import { startDialogflowServer, type DialogflowServer } from '../doubles/dialogflow-server/dialogflow-server.js';
import { startSystem, type System } from '../support/system.js';
import { tinyAgent, writeFiles, zipped } from '../support/tiny-agent.js';

const FLOW = `
id: helping
kind: survey
languages: [en]
title: Helping
start: { keywords: [helping] }
steps:
  - { id: help, agent: house-faq }
  - { end: completed, say: Bye }
`;
const ES = { kind: 'dialogflow-es', settings: { projectId: 'my-project', languages: ['en'] } };
const CX = {
  kind: 'dialogflow-cx',
  settings: {
    projectId: 'my-project',
    location: 'europe-west1',
    agentId: '0d2b4c8e-3f57-4a5a-9d7c-0e1f2a3b4c5d',
    languages: ['en', 'ar'],
  },
};
const KEY = { type: 'service_account', client_email: 'bot@my-project.iam.gserviceaccount.com', private_key: 'x' };

const Problem = z.object({
  type: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), rule: z.string(), message: z.string() })).default([]),
});

let system: System;
let google: DialogflowServer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvass agents '));
  await writeFiles(join(folder, 'agents', 'house-faq'), tinyAgent());
  await writeFile(join(folder, 'agents', 'broken.zip'), 'no zip');
  google = await startDialogflowServer();
  system = await startSystem({ env: { FLOWS_DIR: folder, DIALOGFLOW_EMULATOR: google.address } });
});
afterAll(async () => {
  await system.stop();
  await google.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  google.es.reset();
  google.cx.reset();
  google.es.answer({ response: esAnswer('Hi from ES') });
  google.cx.answer(({ method }) => ({ response: method === 'matchIntent' ? { matches: [] } : cxAnswer('Hi from CX') }));
});

function esAnswer(text: string): object {
  const intent = { displayName: 'Greeting' };
  const fulfillmentMessages = [{ text: { text: [text] } }];
  return { queryResult: { languageCode: 'en', intent, intentDetectionConfidence: 0.75, fulfillmentMessages } };
}

function cxAnswer(text: string): object {
  return {
    queryResult: { languageCode: 'en', match: { matchType: 'INTENT' }, responseMessages: [{ text: { text: [text] } }] },
  };
}

async function refused(method: string, path: string, body?: unknown) {
  const answer = await system.api.call(method, path, body);
  const problem = Problem.parse(answer.body);
  expect(problem.status).toBe(answer.status);
  return problem;
}

function ask(id: string, body: object) {
  return system.api.read(AgentAnswerView, `/agents/${id}/ask`, 'POST', body);
}

describe('agents of the flows folder', () => {
  it('are linked at the start; a broken one is told and harms no other', async () => {
    const link = await system.api.read(AgentLinkView, '/agents/house-faq');
    expect(link).toMatchObject({
      kind: 'local',
      source: 'file',
      settings: { name: 'Tiny', intents: 3, languages: ['en'] },
    });
    expect(system.runtime.loadedAgents).toMatchObject({ linked: ['house-faq'], leftOut: ['broken.zip'] });
  });

  it('can be talked to, and go on from where the talk stands', async () => {
    const first = await ask('house-faq', { event: 'WELCOME' });
    expect(first.reply).toMatchObject({ match: 'event', messages: [{ kind: 'text' }] });
    const { dialogue, memory } = first;
    const second = await ask('house-faq', { text: 'when do you open', dialogue, memory });
    expect(second.reply).toMatchObject({ match: 'intent', intent: 'Hours' });
    expect(second.dialogue).toBe(dialogue);
    expect(await system.api.read(AgentLinkView, '/agents/house-faq')).toMatchObject({ state: 'ok' });
  });
});

describe('the kinds of agents', () => {
  it('are told with what each needs: a form can be made of it', async () => {
    const { items } = await system.api.read(AgentKindList, '/agents/kinds');
    expect(items.map(({ kind, takesExport, secret }) => [kind, takesExport, secret !== null])).toEqual([
      ['dialogflow-es', false, true],
      ['dialogflow-cx', false, true],
      ['local', true, false],
    ]);
    expect(items[0]).toMatchObject({
      settings: {
        required: ['projectId', 'languages'],
        properties: { projectId: { title: 'Project id' }, location: { default: 'global' } },
      },
      limits: { deadlineMs: 8_000 },
    });
  });
});

describe('linking', () => {
  it('takes an exported agent as a zip', async () => {
    const zip = Buffer.from(zipped(tinyAgent('At noon.'))).toString('base64');
    const saved = await system.api.read(SavedAgentView, '/agents/zipped', 'PUT', { kind: 'local', zip });
    expect(saved).toMatchObject({ state: 'ok', secretHint: null, settings: { name: 'Tiny' } });
    expect(saved.said).not.toBeNull();
    expect((await ask('zipped', { text: 'opening hours' })).reply.messages[0]).toMatchObject({
      text: expect.stringContaining('At noon.'),
    });
  });

  const upload = (id: string, body: Uint8Array<ArrayBuffer>, type = 'application/zip') =>
    fetch(`${system.url}/api/v1/agents/${id}/export?title=Sent%20as%20it%20is`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${system.token}`, 'content-type': type },
      body,
    });

  it('takes a zip as it is, up to 10 MB, at this address alone', async () => {
    const zip = new Uint8Array(zipped(tinyAgent('At noon.')));
    const sent = await upload('sent', zip);
    expect(sent.status).toBe(200);
    expect(SavedAgentView.parse(await sent.json())).toMatchObject({
      title: 'Sent as it is',
      kind: 'local',
      state: 'ok',
    });
    // More than a body may have elsewhere.
    const large = new Uint8Array(9 * 1_024 * 1_024);
    expect([
      (await upload('sent', large)).status,
      (await upload('sent', new Uint8Array(11 * 1_024 * 1_024))).status,
    ]).toEqual([422, 413]);
    expect((await upload('sent', new TextEncoder().encode('{}'), 'application/json')).status).toBe(415);
    const elsewhere = await fetch(`${system.url}/api/v1/agents/sent`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${system.token}`, 'content-type': 'application/zip' },
      body: zip,
    });
    expect(elsewhere.status).toBe(415);
    const trail = await system.api.all(AuditEntryView, '/audit?subject=agent:sent');
    expect(trail.map(({ action, data }) => ({ action, data }))).toEqual([{ action: 'agent.upload', data: {} }]);
  });

  it('refuses what is no agent', async () => {
    const zip = Buffer.from('no zip').toString('base64');
    expect(await refused('PUT', '/agents/bad', { kind: 'local', zip })).toMatchObject({ status: 422 });
    expect(await refused('PUT', '/agents/bad', { kind: 'dialogflow-es', zip })).toMatchObject({ status: 400 });
    expect(await refused('PUT', '/agents/bad', { kind: 'local' })).toMatchObject({ status: 400 });
    expect(await refused('GET', '/agents/bad')).toMatchObject({ status: 404 });
  });

  it.each([
    ['es', ES, 'Hi from ES'],
    ['cx', CX, 'Hi from CX'],
  ])('makes a test call to Dialogflow %s and talks to it', async (id, wanted, text) => {
    const saved = await system.api.read(SavedAgentView, `/agents/${id}`, 'PUT', wanted);
    expect(saved).toMatchObject({ state: 'ok', settings: wanted.settings });
    expect(saved.warnings).toContainEqual(expect.stringContaining('emulator'));
    const { reply, dialogue } = await ask(id, { text: 'hello', language: 'en' });
    expect(reply.messages).toEqual([{ kind: 'text', text }]);
    expect(dialogue.length).toBeGreaterThan(0);
  });

  it('names the field and what to do where the agent cannot be asked, and keeps nothing', async () => {
    google.es.answer({ fault: 'NOT_FOUND', details: "No DesignTimeAgent found for project 'my-project'." });
    const problem = await refused('PUT', '/agents/lost', ES);
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'settings.projectId', rule: 'NOT_FOUND' }] });
    expect(await refused('GET', '/agents/lost')).toMatchObject({ status: 404 });
    const kept = await system.api.read(SavedAgentView, '/agents/lost?check=false', 'PUT', ES);
    expect(kept).toMatchObject({ state: 'unchecked', said: null });
    expect(await refused('POST', '/agents/lost/ask', { text: 'hi' })).toMatchObject({
      status: 502,
      errors: [{ rule: 'NOT_FOUND' }],
    });
    expect(await system.api.read(AgentLinkView, '/agents/lost')).toMatchObject({ state: 'broken' });
    google.es.answer({ response: esAnswer('Hi') });
    expect(await refused('POST', '/agents/lost/ask', { text: 'hi' })).toMatchObject({
      errors: [{ rule: 'link-broken' }],
    });
    expect(await system.api.read(AgentTestView, '/agents/lost/test', 'POST')).toMatchObject({
      ok: true,
      link: { state: 'ok' },
    });
    expect((await ask('lost', { text: 'hi' })).reply.match).toBe('intent');
  });

  it('says by test what is wrong', async () => {
    await system.api.read(SavedAgentView, '/agents/tested', 'PUT', ES);
    google.es.answer({
      fault: 'PERMISSION_DENIED',
      details: "IAM permission 'dialogflow.sessions.detectIntent' denied.",
    });
    const test = await system.api.read(AgentTestView, '/agents/tested/test', 'POST');
    expect(test).toMatchObject({ ok: false, failure: { class: 'broken', code: 'PERMISSION_DENIED' }, field: 'secret' });
    expect(test.link).toMatchObject({ state: 'broken', stateReason: expect.stringContaining('Dialogflow API Client') });
  });

  it.each([
    ['a kind that there is not', { ...ES, kind: 'watson' }, 'kind'],
    ['a free address', { ...ES, settings: { ...ES.settings, location: 'evil.example/' } }, 'settings.location'],
    ['no language', { ...ES, settings: { projectId: 'my-project' } }, 'settings.languages'],
    ['a limit beyond what is sensible', { ...ES, limits: { deadlineMs: 100_000 } }, 'limits.deadlineMs'],
  ])('refuses %s', async (_, body, field) => {
    expect(await refused('PUT', '/agents/wrong', body)).toMatchObject({ status: 400, errors: [{ field }] });
  });

  it('never gives a secret back', async () => {
    const secret = JSON.stringify({ ...KEY, private_key_id: 'aaaaaaaaaaaaabbb' });
    const put = await system.api.call('PUT', '/agents/secret', { ...ES, secret });
    expect(put.status).toBe(200);
    const seen = [put, await system.api.call('GET', '/agents/secret'), await system.api.call('GET', '/agents')];
    expect(JSON.stringify(seen)).not.toContain('private_key');
    expect(put.body).toMatchObject({ secretHint: 'bot@my-project.iam.gserviceaccount.com …aaabbb' });
    const stored = await system.runtime.store.agentLinks.get(system.runtime.scope, 'secret');
    expect(JSON.stringify(stored)).not.toContain('private_key');
  });

  it('changes title and limits, and lists in pages', async () => {
    const changed = await system.api.read(AgentLinkView, '/agents/house-faq', 'PATCH', {
      title: 'House questions',
      limits: { perMinute: 100, voice: true },
    });
    expect(changed).toMatchObject({
      title: 'House questions',
      limits: { deadlineMs: 8_000, perMinute: 100, voice: true },
    });
    const all = await system.api.all(AgentLinkView, '/agents');
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['house-faq', 'es', 'cx']));
    const page = z.object({ items: z.array(z.unknown()), next: z.string() });
    expect((await system.api.read(page, '/agents?limit=1')).items).toHaveLength(1);
  });
});

describe('flows', () => {
  const Checked = z.object({ findings: z.array(FindingView) });

  it('that name an agent which is not linked are told so, and published', async () => {
    const source = FLOW.replace('house-faq', 'nobody');
    const { findings } = await system.api.read(Checked, '/flows/check', 'POST', { source });
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'agent-not-linked', severity: 'warning' }));
    const { findings: none } = await system.api.read(Checked, '/flows/check', 'POST', { source: FLOW });
    expect(none.filter(({ rule }) => rule === 'agent-not-linked')).toEqual([]);
  });

  it('keep their agent, unless it is meant', async () => {
    const zip = Buffer.from(zipped(tinyAgent())).toString('base64');
    await system.api.read(SavedAgentView, '/agents/used', 'PUT', { kind: 'local', zip });
    const source = FLOW.replace('house-faq', 'used');
    const uses = () => system.api.read(AgentUsesView, '/agents/used/uses');
    expect(await uses()).toEqual({ flows: [], channels: [] });
    const published = await system.api.call('POST', '/flows', { source });
    expect(published.status).toBe(201);
    const channel = await system.connect({ defaultFlow: 'helping' });
    expect(await uses()).toEqual({
      flows: [{ flowId: 'helping', title: 'Helping', kind: 'survey', steps: ['help'] }],
      channels: [{ channelId: channel.id, name: 'Trial', flowId: 'helping' }],
    });
    expect(await refused('GET', '/agents/nobody/uses')).toMatchObject({ status: 404 });
    expect(await refused('DELETE', '/agents/used')).toMatchObject({
      status: 409,
      detail: expect.stringContaining('helping'),
    });
    expect((await system.api.call('DELETE', '/agents/used?force=true')).status).toBe(204);
    expect(await refused('GET', '/agents/used')).toMatchObject({ status: 404 });
  });
});

it('counts queries by agent and outcome', async () => {
  await ask('house-faq', { text: 'opening hours' });
  const text = await system.runtime.watching.metrics.text();
  expect(text).toMatch(/canvass_agent_queries_total\{agent="house-faq",outcome="answered"\} [1-9]/);
});
