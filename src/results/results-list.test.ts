import type { FlowLibrary } from '../flows/flow-library.js';
import { workspaceScope } from '../storage/documents.js';
import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { StorageUnavailable } from '../storage/errors.js';
import type { Response } from '../store/response.js';
import { openStore, type Store } from '../store/store.js';
import { MINUTE, SECOND } from '../time/instant.js';
import { ResultsList } from './results-list.js';
import { ResponseTables } from './table/response-tables.js';

const scope = workspaceScope('test');
const library: Pick<FlowLibrary, 'published' | 'version'> = {
  published: async () => new Map(),
  version: async () => undefined,
};

function response(flowId: string, startedAt: number, disposition: Response['disposition']): Response {
  return {
    ...{ flowId, flowVersion: 'v1', conversationId: 'c', contactId: 'p', channelId: 'ch', language: 'en' },
    ...{ status: disposition === null ? ('active' as const) : ('ended' as const), disposition, reason: null },
    ...{ answers: {}, vars: {}, path: [], waitingOn: null, startedAt, updatedAt: startedAt, turn: 1 },
    endedAt: disposition === null ? null : startedAt,
    writtenAt: startedAt,
  };
}

describe('the list of flows with what was answered', () => {
  let store: Store;
  let now: number;
  /** What one call of the database takes, and how many there were. */
  let tookMs: number;
  let counted: number;
  let isAway: boolean;
  let list: ResultsList;
  let tables: ResponseTables;

  beforeEach(async () => {
    store = await openStore(memoryDocuments());
    [now, tookMs, counted, isAway] = [1_000_000, 0, 0, false];
    const clock = { now: () => now };
    const { responses } = store;
    const slow: Store['responses'] = Object.assign(Object.create(responses), {
      count: async (...args: Parameters<typeof responses.count>) => {
        counted += 1;
        now += tookMs;
        if (isAway) throw new StorageUnavailable('away');
        return responses.count(...args);
      },
    });
    tables = new ResponseTables(store, library, clock);
    list = new ResultsList({ flows: store.flows, responses: slow }, library, tables, clock);
    for (const id of ['visit', 'other']) {
      const doc = { title: id, publishedVersion: 'v1', publishedAt: 1, origin: 'test', fromFile: false };
      await store.flows.insert(scope, id, doc);
    }
  });

  const add = (id: string, startedAt: number, disposition: Response['disposition'], flowId = 'visit') =>
    store.responses.insert(scope, id, response(flowId, startedAt, disposition));
  const visit = async () => (await list.all(scope)).find(({ flowId }) => flowId === 'visit');

  it('counts every end, and puts the flow first that was answered last', async () => {
    await add('a', 5, 'completed');
    await add('b', 7, 'partial');
    await add('c', 6, 'screened-out');
    await add('d', 4, null);
    await add('e', 9, 'breakoff', 'other');
    expect(await list.all(scope)).toEqual([
      { flowId: 'other', title: 'other', kind: 'survey', started: 1, ended: 1, completed: 0, lastStartedAt: 9 },
      { flowId: 'visit', title: 'visit', kind: 'survey', started: 4, ended: 3, completed: 1, lastStartedAt: 7 },
    ]);
  });

  it('asks once for a flow that has no responses', async () => {
    expect((await list.all(scope)).map(({ started, lastStartedAt }) => [started, lastStartedAt])).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(counted).toBe(2);
  });

  it('believes what took long to count twenty times as long, a quarter of a minute at most', async () => {
    await add('a', 5, null);
    tookMs = 100;
    expect(await visit()).toMatchObject({ started: 1 });
    await add('b', 6, null);
    const before = counted;
    now += 1_500;
    expect(await visit()).toMatchObject({ started: 1 });
    expect(counted).toBe(before);
    now += 20 * SECOND;
    expect(await visit()).toMatchObject({ started: 2 });

    tookMs = 10 * SECOND;
    now += MINUTE;
    await visit();
    await add('c', 7, null);
    now += 16 * SECOND;
    expect(await visit()).toMatchObject({ started: 3 });
  });

  it('counts anew each time where that is quick', async () => {
    for (const [n, id] of ['a', 'b', 'c'].entries()) {
      await add(id, 5, null);
      now += 10;
      expect(await visit()).toMatchObject({ started: n + 1 });
    }
  });

  it('counts once for all who ask at the same time', async () => {
    await add('a', 5, null);
    await visit();
    const one = counted;
    now += MINUTE;
    counted = 0;
    await Promise.all([visit(), visit(), visit()]);
    expect(counted).toBe(one);
  });

  it('takes the table where there is one', async () => {
    await add('a', 5, 'completed');
    await tables.of(scope, 'visit');
    counted = 0;
    expect(await visit()).toMatchObject({ started: 1, ended: 1, completed: 1, lastStartedAt: 5 });
    // The other flow alone.
    expect(counted).toBe(1);
  });

  it('remembers no failure', async () => {
    isAway = true;
    await expect(list.all(scope)).rejects.toThrow('away');
    isAway = false;
    expect(await visit()).toMatchObject({ started: 0 });
  });
});
