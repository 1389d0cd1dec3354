import { searchRows, surveyRows } from './survey-rows.js';

const by = { kind: 'user' as const, id: 'u', name: 'Amira' };
const flow = (id: string, publishedAt: string) => ({
  ...{ id, title: `The ${id}`, version: 'v', languages: ['en'], keywords: [], origin: 'x', publishedAt },
  ...{ live: 2, responses: 5 },
});
const draft = (flowId: string, isChanged: boolean, savedAt: string) => ({
  ...{ flowId, title: `New ${flowId}`, languages: ['ar'], revision: 'r', savedBy: by, createdAt: savedAt, savedAt },
  ...{ published: null, isChanged },
});

const rows = surveyRows(
  [flow('a', '2026-01-01T00:00:00Z'), flow('b', '2026-01-02T00:00:00Z'), flow('c', '2026-01-03T00:00:00Z')],
  [
    draft('a', true, '2026-01-05T00:00:00Z'),
    draft('b', false, '2026-01-06T00:00:00Z'),
    draft('d', true, '2026-01-04T00:00:00Z'),
  ],
);

it('joins published surveys and drafts, the latest change first', () => {
  expect(rows.map(({ id, state, title, revision }) => [id, state, title, revision])).toEqual([
    ['a', 'changed', 'New a', 'r'],
    ['d', 'draft', 'New d', 'r'],
    ['c', 'published', 'The c', undefined],
    ['b', 'published', 'The b', undefined],
  ]);
  expect(rows[0]).toMatchObject({ live: 2, responses: 5 });
});

it('finds by all words, in any order', () => {
  expect(searchRows(rows, 'D new').map(({ id }) => id)).toEqual(['d']);
  expect(searchRows(rows, ' ')).toHaveLength(4);
});
