import fc from 'fast-check';
import { compileFlow } from '../../flow/compile.js';
import type { Answer, AnswerValue } from '../../flow/session.js';
import { memoryDocuments } from '../../storage/memory/memory-documents.js';
import { workspaceScope } from '../../storage/documents.js';
import type { Response } from '../../store/response.js';
import { openStore, type Store } from '../../store/store.js';
import { FlowQuestions } from '../flow-questions.js';
import { filteredFields, fitsFilter, type ResponseFilter } from '../response-filter.js';
import { FlowResults } from '../summary/flow-results.js';
import { ResponseTables } from './response-tables.js';

const scope = workspaceScope('test');
const FLOW = `
id: visit
kind: survey
languages: [en, ar]
title: { en: Visit, ar: زيارة }
steps:
  - id: overall
    ask: single-choice
    text: { en: How was it?, ar: كيف كانت؟ }
    options:
      - { id: good, label: { en: Good, ar: جيدة } }
      - { id: poor, label: { en: Poor, ar: سيئة } }
  - id: liked
    ask: multiple-choice
    text: What did you like?
    options:
      - { id: staff, label: Staff }
      - { id: place, label: Place }
  - id: again
    ask: yes-no
    text: Again?
  - id: likely
    ask: nps
    text: How likely?
  - id: words
    ask: text
    text: Anything else?
    optional: true
`;
const ANSWERS: Readonly<Record<string, readonly AnswerValue[]>> = {
  overall: ['good', 'poor', 'gone'],
  liked: [['staff'], ['staff', 'place']],
  again: [true, false],
  likely: [0, 7, 9, 10],
  words: ['one', 'another', null],
};
const QUESTIONS = Object.keys(ANSWERS);

const compiled = compileFlow(FLOW, 'visit.yaml').flow;
if (!compiled) throw new Error('the flow of this test has mistakes');
const library = { version: async () => compiled };

interface Step {
  id: string;
  /** How many questions it has been asked by now, and which of the answers it gave. */
  asked: number;
  picks: number[];
  version: string;
  language: string;
  end: 'no' | 'completed' | 'partial';
  /** Moves the clock before it. */
  later: number;
  deleted: boolean;
  /** Somebody looks at the results after it. */
  looked: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  asked: fc.integer({ min: 0, max: QUESTIONS.length }),
  picks: fc.array(fc.nat(11), { minLength: QUESTIONS.length, maxLength: QUESTIONS.length }),
  version: fc.constantFrom('v1', 'v2'),
  language: fc.constantFrom('en', 'ar'),
  end: fc.constantFrom('no', 'completed', 'partial'),
  later: fc.nat(8_000),
  deleted: fc.nat(5).map((n) => n === 0),
  looked: fc.boolean(),
});

const filter: fc.Arbitrary<ResponseFilter> = fc.record({
  version: fc.constantFrom(undefined, 'v1'),
  language: fc.constantFrom(undefined, 'ar'),
  partials: fc.constantFrom('include', 'only', 'none'),
});

function responseAt({ id, asked, picks, version, language, end }: Step, now: number): Response {
  const path = QUESTIONS.slice(0, asked);
  const answers: Record<string, Answer> = {};
  path.forEach((question, at) => {
    const possible = ANSWERS[question] ?? [];
    const value = possible[picks[at] ?? 0];
    // Beyond the answers there are: it waits, or stopped there.
    if (value === undefined) return;
    answers[question] = { value, raw: '', label: '', via: 'tap', at: now + at * 1_000 };
  });
  return {
    flowId: 'visit',
    flowVersion: version,
    conversationId: `c-${id}`,
    contactId: `p-${id}`,
    channelId: 'ch',
    language,
    status: end === 'no' ? 'active' : 'ended',
    disposition: end === 'no' ? null : end,
    reason: null,
    answers,
    vars: {},
    path,
    waitingOn: null,
    startedAt: 1_000 * id.charCodeAt(0),
    updatedAt: now,
    endedAt: end === 'no' ? null : now,
    turn: 1,
    writtenAt: now,
  };
}

async function write(store: Store, change: Step, now: number, gone: Set<string>): Promise<void> {
  // No session comes back under an id that was deleted.
  if (gone.has(change.id)) return;
  if (change.deleted) {
    gone.add(change.id);
    await store.responses.delete(scope, change.id);
    return;
  }
  const response = responseAt(change, now);
  if (await store.responses.update(scope, change.id, () => response)) return;
  await store.responses.insert(scope, change.id, response);
}

test('whatever is written, changed, taken back and deleted, the table counts what a recount counts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), filter, async (steps, wanted) => {
      let now = 1_000_000;
      const clock = { now: () => now };
      const store = await openStore(memoryDocuments());
      const gone = new Set<string>();
      for (const version of ['v1', 'v2']) {
        const doc = { flowId: 'visit', version, source: FLOW, origin: 'visit.yaml', createdAt: 1 };
        await store.flowVersions.insert(scope, `visit@${version}`, doc);
      }
      const tables = new ResponseTables(store, library, clock);
      const results = new FlowResults(store, new FlowQuestions(store, library));
      const counted = async (from: ResponseTables) => {
        const state = await from.of(scope, 'visit');
        if (!state.isComplete) throw new Error('it was waited for');
        return results.of(scope, { id: 'visit', title: 'Visit' }, state.table, wanted, 'UTC');
      };
      await counted(tables);
      for (const change of steps) {
        now += change.later;
        await write(store, change, now, gone);
        if (change.looked) await counted(tables);
      }
      // Long enough for deleted ones to be noticed.
      now += 11_000;
      const seen = await counted(tables);
      expect(withoutNames(seen)).toEqual(withoutNames(await counted(new ResponseTables(store, library, clock))));
      await expectRecount(store, wanted, seen);
    }),
    { numRuns: 150 },
  );
});

test('who looks in the same way at what has not changed is not counted for again', async () => {
  const clock = { now: () => 1_000_000 };
  const store = await openStore(memoryDocuments());
  const tables = new ResponseTables(store, library, clock);
  const results = new FlowResults(store, new FlowQuestions(store, library));
  const state = await tables.of(scope, 'visit');
  if (!state.isComplete) throw new Error('it was waited for');
  const { table } = state;
  const select = jest.spyOn(table, 'select');
  const look = (partials: ResponseFilter['partials'], timezone = 'UTC') =>
    results.of(scope, { id: 'visit', title: 'Visit' }, table, { partials }, timezone);
  expect(await look('include')).toEqual(await look('include'));
  expect(select).toHaveBeenCalledTimes(1);
  await look('only');
  await look('only', 'Asia/Tokyo');
  expect(select).toHaveBeenCalledTimes(3);
});

/** Names that only deleted responses had stay in the lists to choose from until the next start. */
const withoutNames = ({ choices: _, ...results }: Awaited<ReturnType<FlowResults['of']>>) => results;

async function expectRecount(
  store: Store,
  wanted: ResponseFilter,
  seen: Awaited<ReturnType<FlowResults['of']>>,
): Promise<void> {
  const responses: Response[] = [];
  for await (const response of store.responses.stream(scope)) responses.push(response);
  const meant = responses.filter((response) => fitsFilter(wanted, filteredFields(response)));
  expect(seen.started).toBe(meant.length);
  expect(seen.completed).toBe(meant.filter(({ disposition }) => disposition === 'completed').length);
  for (const question of QUESTIONS) {
    const results = seen.questions.find(({ id }) => id === question);
    const given = meant.flatMap(({ answers }) => answers[question] ?? []);
    const shown = meant.filter(({ path }) => path.includes(question)).length;
    if (!results) {
      expect(shown).toBe(0);
      continue;
    }
    expect(results).toMatchObject({
      shown,
      answered: given.filter(({ value }) => value !== null).length,
      skipped: given.filter(({ value }) => value === null).length,
    });
    if (question !== 'overall' && question !== 'liked') continue;
    if (results.answers.form !== 'choices') throw new Error('these are choices');
    for (const { id, n } of results.answers.options) {
      expect(n).toBe(given.filter(({ value }) => [value].flat().includes(id)).length);
    }
  }
}

test('what was written late, with an old time of its own, is seen within a second', async () => {
  let now = 1_000_000;
  const store = await openStore(memoryDocuments());
  const tables = new ResponseTables(store, library, { now: () => now });
  const size = async () => {
    const state = await tables.of(scope, 'visit');
    return state.isComplete ? state.table.size : -1;
  };
  expect(await size()).toBe(0);
  now += 3_600_000;
  const late = {
    id: 'a',
    asked: 1,
    picks: [0],
    version: 'v1',
    language: 'en',
    end: 'no',
    later: 0,
    deleted: false,
    looked: false,
  } as const;
  await store.responses.insert(scope, 'a', { ...responseAt({ ...late, picks: [0] }, 5_000), writtenAt: now });
  now += 1_000;
  expect(await size()).toBe(1);
});

test('an unsuccessful first reading is tried again', async () => {
  const store = await openStore(memoryDocuments());
  const count = jest.spyOn(store.responses, 'count').mockRejectedValueOnce(new Error('the database is away'));
  const tables = new ResponseTables(store, library, { now: () => 0 });
  await expect(tables.of(scope, 'visit')).rejects.toThrow('away');
  count.mockRestore();
  expect(await tables.of(scope, 'visit')).toMatchObject({ isComplete: true });
});

test('who does not want to wait is told how far it has come', async () => {
  const store = await openStore(memoryDocuments());
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  jest.spyOn(store.responses, 'count').mockImplementationOnce(async () => held.then(() => 7));
  const tables = new ResponseTables(store, library, { now: () => 0 });
  expect(await tables.of(scope, 'visit', 5)).toEqual({ isComplete: false, read: 0, total: 0 });
  letGo();
  expect(await tables.of(scope, 'visit')).toMatchObject({ isComplete: true });
});
