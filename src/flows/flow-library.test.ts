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
