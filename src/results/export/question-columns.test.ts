import { compileFlow } from '../../flow/compile.js';
import type { Answer } from '../../flow/session.js';
import type { Response } from '../../store/response.js';
import { questionsOf } from '../known-question.js';
import { questionColumns } from './question-columns.js';

const { flow } = compileFlow(
  `
id: all
kind: survey
languages: [en]
title: All
steps:
  - { id: one, ask: single-choice, text: One, options: [{ id: a, label: Apple }, { id: o, label: Other, specify: true }] }
  - { id: many, ask: multiple-choice, text: Many, options: [{ id: a, label: Apple }, { id: b, label: Bread }] }
  - { id: order, ask: ranking, text: Order, options: [{ id: a, label: Apple }, { id: b, label: Bread }] }
  - { id: grid, ask: matrix, text: Grid, rows: [{ id: r1, label: Rice }, { id: r2, label: Rye }], options: [{ id: g, label: Good }, { id: p, label: Poor }] }
  - { id: yes, ask: yes-no, text: Yes? }
  - { id: where, ask: location, text: Where? }
  - { id: photo, ask: image, text: Photo? }
  - { id: score, ask: nps, text: Likely? }
  - { id: words, ask: text, text: Words }
`,
  'all.yaml',
);

const answer = (value: Answer['value'], more: Partial<Answer> = {}): Answer => ({
  value,
  raw: '',
  label: 'its label',
  via: 'tap',
  at: 0,
  ...more,
});

const answers: Record<string, Answer> = {
  one: answer('o', { detail: { other: 'my neighbour' } }),
  many: answer(['a', 'b']),
  order: answer(['b', 'a']),
  grid: answer({ r1: 'g' }),
  yes: answer(false),
  where: answer({ latitude: 1.5, longitude: -2, name: 'Home' }),
  photo: answer({ id: 'x', mime: 'image/png' }, { label: 'Photo', detail: { caption: 'me' } }),
  score: answer(9),
  words: answer(null),
};

function rowOf(labels: 'labels' | 'codes'): Record<string, unknown> {
  if (!flow) throw new Error('the flow of this test has mistakes');
  const columns = questionsOf(flow).flatMap((question) => questionColumns(question, { labels, contacts: 'leave-out' }));
  const response = { id: 's', rev: 1, answers } as unknown as Response & { id: string; rev: number };
  return Object.fromEntries(columns.map((column) => [column.name, column.cell({ response, contact: undefined })]));
}

test('each part of an answer has a column, in codes', () => {
  expect(rowOf('codes')).toEqual({
    one: 'o',
    one__other: 'my neighbour',
    many: 'a; b',
    many__a: 1,
    many__b: 1,
    order__1: 'b',
    order__2: 'a',
    grid__r1: 'g',
    grid__r2: null,
    yes: 0,
    where__latitude: 1.5,
    where__longitude: -2,
    where__name: 'Home',
    where__address: null,
    photo: 'Photo',
    photo__type: 'image/png',
    photo__caption: 'me',
    score: 9,
    words: null,
  });
});

test('or in the words of the options', () => {
  expect(rowOf('labels')).toMatchObject({
    one: 'Other',
    many: 'Apple; Bread',
    order__1: 'Bread',
    grid__r1: 'Good',
    yes: 'No',
  });
});
