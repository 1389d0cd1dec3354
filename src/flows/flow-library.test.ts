import { POLL, VISIT } from '../../test/support/flows.js';
import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { workspaceScope } from '../storage/documents.js';
import { openStore } from '../store/store.js';
import { FlowLibrary } from './flow-library.js';

const scope = workspaceScope('test');

async function libraries() {
  const store = await openStore(memoryDocuments());
  const clock = { value: 0 };
  const library = () => new FlowLibrary(store, { now: () => clock.value });
  return { clock, here: library(), elsewhere: library() };
}

const reworded = POLL.replace('Red or blue?', 'Blue or red?');

test('the same source again is the same version; another one is the next', async () => {
  const { here } = await libraries();
  const first = await here.publish(scope, POLL, 'poll.yaml');
  expect(first).toMatchObject({ published: true, flowId: 'poll', isNew: true });
  expect(await here.publish(scope, POLL, 'poll.yaml')).toEqual({ ...first, isNew: false });
  expect(await here.publish(scope, reworded, 'poll.yaml')).toMatchObject({ isNew: true });
});

test('a session stays on its version after another is published, in every process', async () => {
  const { here, elsewhere } = await libraries();
  const first = await here.publish(scope, POLL, 'poll.yaml');
  if (!first.published) throw new Error('not published');
  await here.publish(scope, reworded, 'poll.yaml');
  for (const library of [here, elsewhere]) {
    expect((await library.version(scope, 'poll', first.version))?.source).toBe(POLL);
    expect((await library.published(scope)).get('poll')?.flow.source).toBe(reworded);
  }
  expect(await here.version(scope, 'poll', 'none')).toBeUndefined();
});

test('what another process publishes is known after a few seconds', async () => {
  const { here, elsewhere, clock } = await libraries();
  await here.publish(scope, POLL, 'poll.yaml');
  expect((await elsewhere.lookup(scope, null)).forKeyword(' POLL! ')).toEqual({ flowId: 'poll', language: undefined });
  await here.publish(scope, VISIT, 'visit.yaml');
  clock.value += 5_000;
  const lookup = await elsewhere.lookup(scope, null);
  expect(lookup.forKeyword('زيارة')).toEqual({ flowId: 'visit', language: 'ar' });
  expect(lookup.languages.toSorted()).toEqual(['ar', 'en']);
});

test('the first flow that another process publishes is known at once: nobody is told that there is none', async () => {
  const { here, elsewhere } = await libraries();
  expect((await elsewhere.published(scope)).size).toBe(0);
  await here.publish(scope, POLL, 'poll.yaml');
  expect((await elsewhere.lookup(scope, null)).forKeyword('poll')).toEqual({ flowId: 'poll', language: undefined });
});

test('a file with mistakes changes nothing; a taken id is named with both files', async () => {
  const { here } = await libraries();
  await here.publish(scope, POLL, 'poll.yaml');
  expect(await here.publish(scope, POLL.replace('single-choice', 'riddle'), 'poll.yaml')).toMatchObject({ published: false });
  const second = await here.publish(scope, reworded, 'copy.yaml', { takenBy: () => 'poll.yaml' });
  expect(second.findings).toMatchObject([{ rule: 'flow-id-taken', file: 'copy.yaml', message: expect.stringContaining('poll.yaml') }]);
  expect((await here.published(scope)).get('poll')?.flow.source).toBe(POLL);
});

test('a keyword that starts another flow already is said', async () => {
  const { here } = await libraries();
  await here.publish(scope, POLL, 'poll.yaml');
  const keyword = (await here.published(scope)).get('poll')?.flow.keywords[0]?.text ?? '';
  const other = POLL.replace('id: poll', 'id: other');
  const result = await here.publish(scope, other, 'other.yaml');
  expect(result).toMatchObject({ published: true });
  expect(result.findings).toContainEqual(expect.objectContaining({ rule: 'keyword-shared', message: expect.stringContaining(`"${keyword}"`) }));
});

test('a retired flow starts nothing any more, but its sessions find their version', async () => {
  const { here, elsewhere } = await libraries();
  const first = await here.publish(scope, POLL, 'poll.yaml');
  if (!first.published) throw new Error('not published');
  expect(await here.retire(scope, 'poll')).toBe(true);
  expect((await here.published(scope)).size).toBe(0);
  expect((await elsewhere.version(scope, 'poll', first.version))?.source).toBe(POLL);
  expect(await here.retire(scope, 'poll')).toBe(false);
});

describe('a flow that calls another', () => {
  const CALLING = POLL.replace('id: poll', 'id: calling').replace('keywords: [poll]', 'keywords: [call]').replace(
    'steps:',
    'steps:\n  - { id: visit, subflow: visit }',
  );
  const renamed = VISIT.replace('id: why', 'id: reason');

  test('needs it to be published, and carries it as it was', async () => {
    const { here, elsewhere, clock } = await libraries();
    expect(await here.publish(scope, CALLING, 'calling.yaml')).toMatchObject({
      published: false,
      findings: [{ rule: 'subflow-unknown', file: 'calling.yaml' }],
    });
    expect((await elsewhere.published(scope)).size).toBe(0);
    expect(await here.publish(scope, VISIT, 'visit.yaml')).toMatchObject({ calledBy: [] });
    expect((await elsewhere.check(scope, CALLING, 'calling.yaml')).flow?.id).toBe('calling');
    const first = await here.publish(scope, CALLING, 'calling.yaml');
    if (!first.published) throw new Error('not published');
    expect(await here.publish(scope, renamed, 'visit.yaml')).toMatchObject({ isNew: true, calledBy: ['calling'] });
    clock.value += 5_000;
    for (const library of [here, elsewhere]) {
      const flow = await library.version(scope, 'calling', first.version);
      expect([...(flow?.questions.keys() ?? [])]).toEqual(['visit__overall', 'visit__why', 'colour']);
      expect((await library.published(scope)).get('calling')?.version).toBe(first.version);
    }
  });

  test('is another version when it is published again after that one changed, and only then', async () => {
    const { here, elsewhere } = await libraries();
    await here.publish(scope, VISIT, 'visit.yaml');
    const first = await here.publish(scope, CALLING, 'calling.yaml');
    if (!first.published) throw new Error('not published');
    expect(await here.publish(scope, CALLING, 'calling.yaml')).toMatchObject({ isNew: false, version: first.version });
    await here.publish(scope, renamed, 'visit.yaml');
    const second = await here.publish(scope, CALLING, 'calling.yaml');
    if (!second.published) throw new Error('not published');
    expect(second).toMatchObject({ isNew: true, replaced: first.version });
    expect((await elsewhere.version(scope, 'calling', second.version))?.questions.has('visit__reason')).toBe(true);
    expect((await elsewhere.version(scope, 'calling', first.version))?.questions.has('visit__why')).toBe(true);
    expect(await here.publish(scope, VISIT, 'visit.yaml')).toMatchObject({ isNew: true });
    expect(await here.publish(scope, CALLING, 'calling.yaml')).toMatchObject({ isNew: true, version: first.version });
  });

  test('a flow that is called by way of another is in the version too', async () => {
    const { here, elsewhere } = await libraries();
    await here.publish(scope, VISIT, 'visit.yaml');
    await here.publish(scope, CALLING, 'calling.yaml');
    const top = POLL.replace('id: poll', 'id: top').replace('steps:', 'steps:\n  - { id: c, subflow: calling }');
    const result = await here.publish(scope, top, 'top.yaml');
    if (!result.published) throw new Error(JSON.stringify(result.findings));
    expect(await here.publish(scope, renamed, 'visit.yaml')).toMatchObject({ calledBy: ['calling', 'top'] });
    await here.retire(scope, 'visit');
    expect((await elsewhere.version(scope, 'top', result.version))?.questions.has('c__visit__why')).toBe(true);
  });
});
