import { compiled } from '../../../test/support/flows.js';
import { compile, sourceOf } from '../../../test/support/run.js';
import { compareVersions } from './compare-versions.js';

const HEAD = `id: shop
kind: survey
languages: [en, de]
title: Shop
`;
const STEPS = {
  hello: `  - say: Hello
`,
  kind: `  - id: kind
    ask: single-choice
    text: { en: What did you buy?, de: Was war es? }
    options:
      - { id: tea, label: { en: Tea, de: Tee } }
      - { id: coffee, label: { en: Coffee, de: Kaffee } }
      - { id: cocoa, label: Cocoa }
`,
  stars: `  - id: stars
    ask: rating
    text: How was it?
    low: { en: bad, de: schlecht }
`,
  cups: `  - id: cups
    ask: number
    text: How many cups?
    max: 20
`,
  why: `  - id: why
    when: kind == 'tea'
    ask: text
    text: Why?
    optional: true
`,
};
const flow = (...steps: string[]) => compiled(`${HEAD}steps:\n${steps.join('')}`);
const { hello, kind, stars, cups, why } = STEPS;
const old = flow(hello, kind, stars, cups, why);

const changesIn = (next: ReturnType<typeof flow>, map?: Record<string, string>) =>
  compareVersions(old, next, map).questions.filter(({ change }) => change !== 'unchanged');

it('finds nothing in the same flow', () => {
  const { questions, otherSteps } = compareVersions(old, flow(hello, kind, stars, cups, why));
  expect(questions).toEqual(
    ['kind', 'stars', 'cups', 'why'].map((question) => ({ question, change: 'unchanged', parts: [], answers: 'all' })),
  );
  expect(otherSteps).toBe(false);
});

it('tells removed from added', () => {
  const added = cups.replace('id: cups', 'id: pots');
  expect(changesIn(flow(hello, kind, stars, added, why))).toEqual([
    { question: 'cups', change: 'removed', parts: [], answers: 'none' },
    { question: 'pots', change: 'added', parts: [], answers: 'none' },
  ]);
});

it('knows a question under its new id where it is told', () => {
  const renamed = cups.replace('id: cups', 'id: pots');
  expect(changesIn(flow(hello, kind, stars, renamed, why), { cups: 'pots' })).toEqual([
    { question: 'cups', change: 'altered', becomes: 'pots', parts: ['id'], answers: 'all' },
  ]);
});

it('lets two questions change places, and none become two', () => {
  const next = flow(hello, kind, stars, cups, why);
  expect(compareVersions(old, next, { why: 'cups' }).questions).toMatchObject([
    { question: 'kind', change: 'unchanged' },
    { question: 'stars', change: 'unchanged' },
    { question: 'cups', change: 'removed' },
    { question: 'why', change: 'altered', becomes: 'cups', answers: 'none' },
    { question: 'why', change: 'added' },
  ]);
  expect(compareVersions(old, next, { why: 'cups', cups: 'why' }).questions).toMatchObject([
    { question: 'kind' },
    { question: 'stars' },
    { question: 'cups', becomes: 'why' },
    { question: 'why', becomes: 'cups' },
  ]);
  expect(
    compareVersions(old, next, { why: 'cups', stars: 'cups' }).questions.filter(({ becomes }) => becomes),
  ).toHaveLength(1);
});

it('says which options came, went and read differently, and what that means for answers', () => {
  const relabelled = kind.replace('label: { en: Tea, de: Tee }', 'label: { en: Tea, de: Schwarztee }');
  expect(changesIn(flow(hello, relabelled, stars, cups, why))).toEqual([
    {
      question: 'kind',
      change: 'altered',
      parts: ['options'],
      options: { added: [], removed: [], relabelled: ['tea'], reordered: false },
      answers: 'all',
    },
  ]);
  const swapped = kind
    .replace(/.*id: cocoa.*\n/, '')
    .replace('    options:\n', '    options:\n      - { id: water, label: Water }\n');
  expect(changesIn(flow(hello, swapped, stars, cups, why))).toMatchObject([
    { options: { added: ['water'], removed: ['cocoa'], relabelled: [], reordered: false }, answers: 'some' },
  ]);
  const [, tea = '', rest = ''] = /(.*id: tea.*\n)([\s\S]*)/.exec(kind) ?? [];
  const turned = kind.replace(tea + rest, rest + tea);
  expect(changesIn(flow(hello, turned, stars, cups, why))).toMatchObject([
    { options: { added: [], removed: [], relabelled: [], reordered: true }, answers: 'all' },
  ]);
});

it.each([
  ['its text in one language', kind, kind.replace('Was war es?', 'Was hast du gekauft?'), ['text'], 'all'],
  ['its type', cups, cups.replace('ask: number', 'ask: text').replace(/.*max.*\n/, ''), ['type', 'limits'], 'none'],
  ['its range', cups, cups.replace('max: 20', 'max: 30'), ['limits'], 'some'],
  ['how long its scale is', stars, `${stars}    points: 10\n`, ['limits'], 'some'],
  ['a text of its type', stars, stars.replace('schlecht', 'mies'), ['text'], 'all'],
  ['a hint', cups, `${cups}    hint: Roughly\n`, ['hint'], 'all'],
  ['that it must be answered', why, why.replace('optional: true', 'optional: false'), ['optional', 'retries'], 'some'],
  ['that it may be skipped', cups, `${cups}    optional: true\n`, ['optional', 'retries'], 'all'],
  ['its condition', why, why.replace("kind == 'tea'", "kind != 'tea'"), ['condition'], 'all'],
  ['how often it is asked', cups, `${cups}    retries: { limit: 5 }\n`, ['retries'], 'all'],
  ['when it times out', cups, `${cups}    timeout: { after: 2h, then: skip }\n`, ['timing'], 'all'],
  ['its template', cups, `${cups}    closed: { template: cups_again }\n`, ['template'], 'all'],
  ['its picture', cups, `${cups}    media: { kind: image, link: "https://files.example/a.png" }\n`, ['media'], 'all'],
])('names %s', (_what, before, after, parts, answers) => {
  const next = flow(...[hello, kind, stars, cups, why].map((step) => (step === before ? after : step)));
  expect(changesIn(next)).toMatchObject([{ change: 'altered', parts, answers }]);
});

it('calls only those moved that went elsewhere, not those that they passed', () => {
  expect(changesIn(flow(hello, cups, kind, stars, why))).toMatchObject([{ question: 'cups', parts: ['order'] }]);
  const more = cups.replace('id: cups', 'id: pots');
  expect(changesIn(flow(hello, more, kind, stars, cups, why))).toMatchObject([{ question: 'pots', change: 'added' }]);
});

it('says when the steps between the questions differ', () => {
  expect(compareVersions(old, flow('  - say: Good morning\n', kind, stars, cups, why)).otherSteps).toBe(true);
  expect(compareVersions(old, flow(hello, cups, why.replace(/.*when.*\n/, ''))).otherSteps).toBe(false);
});

it('names a question of a repeated group once', () => {
  const group = (text: string) => `  - group: visits
    repeat: { times: 3 }
    steps:
      - id: fine
        ask: yes-no
        text: ${text}
`;
  const { questions } = compareVersions(flow(group('Fine?')), flow(group('Was it fine?')));
  expect(questions).toMatchObject([{ question: 'fine', change: 'altered', parts: ['text'] }]);
});

it('compares questions of called flows, and sees their other steps', () => {
  const inner = sourceOf('inner', `${hello}${kind}`, '', 'en, de');
  const calling = (called: string) => compile('  - { id: c, subflow: inner }\n', '', 'en', { inner: called });
  const change = (called: string) => compareVersions(calling(inner), calling(called));
  expect(change(inner)).toMatchObject({ questions: [{ question: 'c__kind', change: 'unchanged' }], otherSteps: false });
  expect(change(inner.replace('What did you', 'What do you'))).toMatchObject({
    questions: [{ question: 'c__kind', change: 'altered', parts: ['text'] }],
    otherSteps: false,
  });
  expect(change(inner.replace('say: Hello', 'say: Bye'))).toMatchObject({
    questions: [{ change: 'unchanged' }],
    otherSteps: true,
  });
});
