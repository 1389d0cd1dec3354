import { DraftListView, DraftView, ExampleListView } from '../../src/api/draft-views.js';
import { FlowDetailsView, FlowListView, FlowVersionView } from '../../src/api/flow-views.js';
import { startSystem, type System } from '../support/system.js';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

const create = (title: string, from: object) => system.api.read(DraftView, '/flow-drafts', 'POST', { title, from });
const blank = { kind: 'blank', languages: ['en', 'ar'] };
const save = (id: string, source: string, revision: string | null) =>
  system.api.call('PUT', `/flows/${id}/draft`, { source, revision });

describe('a new survey', () => {
  it('gets an id of its title, and another where that is taken', async () => {
    const first = await create('Café & crêpes!', blank);
    expect(first).toMatchObject({ flowId: 'cafe-crepes', title: 'Café & crêpes!', languages: ['en', 'ar'] });
    expect((await create('Cafe Crepes', blank)).flowId).toBe('cafe-crepes-2');
    expect((await create('استبيان', blank)).flowId).toBe('survey');
    expect((await create('Clinic visit', blank)).flowId).toBe('clinic-visit-2');
  });

  it('begins with an example or a copy, with the comments and without the words that start the other', async () => {
    const { items } = await system.api.read(ExampleListView, '/flow-examples');
    expect(items.map(({ id }) => id)).toContain('clinic-visit');
    const example = await create('My clinic', { kind: 'example', id: 'clinic-visit' });
    expect(example.source).toContain('# A few questions after a visit');
    expect(example.source).toMatch(/^id: my-clinic$/m);
    expect(example.source).not.toContain('keywords');
    const { body } = await system.api.call('POST', '/flows/check', { source: example.source });
    // The new title waits for its translation.
    expect(body).toMatchObject({ findings: [{ rule: 'translation-missing', path: 'title' }] });
    const copy = await create('Copy', { kind: 'flow', id: 'my-clinic' });
    expect(copy).toMatchObject({ flowId: 'copy', languages: ['en', 'ar'] });
    expect(
      await system.api.call('POST', '/flow-drafts', { title: 'x', from: { kind: 'flow', id: 'no' } }),
    ).toMatchObject({ status: 404 });
  });

  it('is listed until it is discarded', async () => {
    const { flowId, revision } = await create('Short lived', blank);
    const listed = async () => (await system.api.read(DraftListView, '/flow-drafts')).items.map((item) => item.flowId);
    expect(await listed()).toContain(flowId);
    expect(await system.api.call('DELETE', `/flows/${flowId}/draft?revision=other`)).toMatchObject({ status: 409 });
    expect(await system.api.call('DELETE', `/flows/${flowId}/draft?revision=${revision}`)).toMatchObject({
      status: 204,
    });
    expect(await listed()).not.toContain(flowId);
    expect(await system.api.call('DELETE', `/flows/${flowId}/draft?revision=${revision}`)).toMatchObject({
      status: 404,
    });
  });
});

describe('saving', () => {
  it('takes mistakes, and tells the later of two, who overwrites nothing', async () => {
    const { flowId, revision, source } = await create('Two at once', blank);
    const mine = await save(flowId, `${source}# mine\n`, revision);
    expect(mine.status).toBe(200);
    expect(await save(flowId, 'steps: [', revision)).toMatchObject({
      status: 409,
      body: { type: 'urn:canvass:problem:draft-changed', detail: expect.stringContaining('saved this draft at') },
    });
    const now = await system.api.read(DraftView, `/flows/${flowId}/draft`);
    expect(now.source).toContain('# mine');
    expect(await save(flowId, 'steps: [', now.revision)).toMatchObject({ status: 200, body: { title: flowId } });
  });

  it('lets one of two win that save in the same moment', async () => {
    const { flowId, revision, source } = await create('A race', blank);
    const answers = await Promise.all([1, 2, 3, 4].map((n) => save(flowId, `${source}# ${n}\n`, revision)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    const begun = await Promise.all([1, 2, 3].map((n) => save('raced', `# ${n}`, null)));
    expect(begun.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });

  it('refuses what is no id', async () => {
    expect(await save('Not An Id', 'x', null)).toMatchObject({ status: 400, body: { errors: [{ field: 'id' }] } });
  });
});

it('a draft of a published flow says whether it differs, and versions stay to be read', async () => {
  const { flowId, source } = await create('Lifecycle', { kind: 'example', id: 'event-feedback' });
  const publish = (text: string) => system.api.call('POST', '/flows', { source: text });
  const drafted = async () =>
    (await system.api.read(DraftListView, '/flow-drafts')).items.find((item) => item.flowId === flowId);
  expect(await drafted()).toMatchObject({ published: null, isChanged: true });
  expect(await publish(source)).toMatchObject({ status: 201 });
  // Another process's list of what is published may be five seconds old; this one's is not.
  expect(await drafted()).toMatchObject({ published: expect.any(String), isChanged: false });
  await publish(`${source}# later\n`);
  expect(await drafted()).toMatchObject({ isChanged: true });
  const { versions } = await system.api.read(FlowDetailsView, `/flows/${flowId}`);
  expect(versions).toHaveLength(2);
  expect(versions[0]?.by).toMatchObject({ kind: 'installation' });
  const first = await system.api.read(FlowVersionView, `/flows/${flowId}/versions/${versions[1]?.version}`);
  expect(first.source).toBe(source);
  expect(await system.api.call('GET', `/flows/${flowId}/versions/none`)).toMatchObject({ status: 404 });
  const { items } = await system.api.read(FlowListView, '/flows?counts=true');
  expect(items.find(({ id }) => id === flowId)).toMatchObject({ live: 0, responses: 0 });
});
