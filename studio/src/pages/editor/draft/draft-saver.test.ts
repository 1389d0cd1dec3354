import { ApiProblem } from '../../../api/problem.js';
import { DraftSaver } from './draft-saver.js';
import { createDraftStore } from './draft-store.js';

const SAVE_REST = 1_000;
const TRY_REST = 5_000;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function world(save: jest.Mock, source = 'a: 1\n') {
  const kept: { now: unknown } = { now: undefined };
  const refusals: unknown[] = [];
  const store = createDraftStore({ flowId: 'x', source });
  const saver = new DraftSaver({
    store,
    revision: 'r1',
    saved: 'a: 1\n',
    save,
    keeper: {
      keep: (text, revision) => (kept.now = { text, revision }),
      forget: () => (kept.now = undefined),
    },
    onRefused: (error) => refusals.push(error),
  });
  return { kept, refusals, store, saver, state: () => store.getState().saving, type: store.getState().setSource };
}

const revisions = () => {
  let last = 1;
  return jest.fn(async () => ({ revision: `r${(last += 1)}` }));
};

it('saves when it rests, each time with the revision before', async () => {
  const save = revisions();
  const { kept, state, type } = world(save);
  type('a: 2\n');
  expect(state()).toBe('unsaved');
  expect(kept.now).toEqual({ text: 'a: 2\n', revision: 'r1' });
  await jest.advanceTimersByTimeAsync(SAVE_REST / 2);
  type('a: 3\n');
  await jest.advanceTimersByTimeAsync(SAVE_REST);
  expect(save.mock.calls).toEqual([['a: 3\n', 'r1']]);
  expect([state(), kept.now]).toEqual(['saved', undefined]);
  type('a: 4\n');
  await jest.advanceTimersByTimeAsync(SAVE_REST);
  expect(save).toHaveBeenLastCalledWith('a: 4\n', 'r2');
});

it('keeps what is typed while it saves, and saves that next', async () => {
  const quick = revisions();
  const save = jest.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return quick();
  });
  const { kept, state, type } = world(save);
  type('a: 2\n');
  await jest.advanceTimersByTimeAsync(SAVE_REST + 100);
  type('a: 3\n');
  await jest.advanceTimersByTimeAsync(200);
  expect([state(), kept.now]).toEqual(['unsaved', { text: 'a: 3\n', revision: 'r2' }]);
  await jest.advanceTimersByTimeAsync(SAVE_REST + 300);
  expect(save.mock.calls).toEqual([
    ['a: 2\n', 'r1'],
    ['a: 3\n', 'r2'],
  ]);
  expect(state()).toBe('saved');
});

it('tries again while the service is away, and loses nothing meanwhile', async () => {
  const save = revisions().mockRejectedValueOnce(new ApiProblem(0, 'unreachable', 'No connection', ''));
  const { kept, state, type, refusals } = world(save);
  type('a: 2\n');
  await jest.advanceTimersByTimeAsync(SAVE_REST);
  expect([state(), kept.now]).toEqual(['away', { text: 'a: 2\n', revision: 'r1' }]);
  await jest.advanceTimersByTimeAsync(TRY_REST);
  expect(state()).toBe('saved');
  expect(refusals).toEqual([undefined]);
});

it('says what the service refuses, and saves again with the next change', async () => {
  const tooLarge = new ApiProblem(413, 'too-large', 'Too large', '');
  const save = revisions().mockRejectedValueOnce(tooLarge);
  const { state, type, refusals } = world(save);
  type('a: 2\n');
  await jest.advanceTimersByTimeAsync(SAVE_REST);
  expect([state(), refusals]).toEqual(['unsaved', [tooLarge]]);
  type('a: 3\n');
  await jest.advanceTimersByTimeAsync(SAVE_REST);
  expect([state(), refusals]).toEqual(['saved', [tooLarge, undefined]]);
});

it('stops at a conflict until it is settled: theirs needs no saving, mine does', async () => {
  const save = revisions().mockRejectedValueOnce(new ApiProblem(409, 'draft-changed', 'Changed', ''));
  const { store, state, saver, type } = world(save);
  type('a: mine\n');
  await jest.advanceTimersByTimeAsync(SAVE_REST);
  type('a: more of mine\n');
  await jest.advanceTimersByTimeAsync(TRY_REST);
  expect([state(), save.mock.calls.length]).toEqual(['conflict', 1]);
  await saver.settle('a: more of mine\n', 'r9', 'a: theirs\n');
  expect(save).toHaveBeenLastCalledWith('a: more of mine\n', 'r9');
  expect(state()).toBe('saved');
  await saver.settle('a: theirs\n', 'r10', 'a: theirs\n');
  expect([state(), save.mock.calls.length, store.getState().source]).toEqual(['saved', 2, 'a: theirs\n']);
});
