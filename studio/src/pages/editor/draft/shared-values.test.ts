import { parse } from 'yaml';
import { moveItem, placeItem, removeItem } from '../form/edits/list-edits.js';
import { duplicateStep } from '../form/edits/step-edits.js';
import { setField, setText } from '../form/edits/text-edits.js';
import { createDraftStore } from './draft-store.js';

const SOURCE = `# how it was
id: visit
kind: survey
languages: [en, ar]
title: Visit
steps:
  # the doctor
  - id: doctor
    ask: single-choice
    text: How was the doctor?
    options: &scale
      # best first
      - { id: good, label: { en: Good } }
      - { id: poor, label: { en: Poor } }
  # the desk
  - id: desk
    ask: single-choice
    text: How was the desk?
    options: *scale # the same
  - id: rooms
    ask: single-choice
    text: How were the rooms?
    options: *scale
  - say: &bye Thank you
    media: &mine { kind: image, link: https://example.org/a.png }
  - end: completed
    say: *bye
`;
const PLAIN = parse(SOURCE).steps as Record<string, unknown>[];

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const opened = () => createDraftStore({ flowId: 'visit', source: SOURCE }).getState;
const stepsOf = (source: string): Record<string, unknown>[] => parse(source).steps;
const comments = (source: string) => source.match(/# .*/gu)?.toSorted();

it('moves a shared value behind what takes it over: the two change places', () => {
  const draft = opened();
  draft().edit((doc) => moveItem(doc, ['steps', 0], 1));
  expect(stepsOf(draft().source)).toEqual([PLAIN[1], PLAIN[0], ...PLAIN.slice(2)]);
  expect(draft().source.match(/&scale/gu)).toHaveLength(1);
  expect(draft().source.match(/\*scale/gu)).toHaveLength(2);
  expect(draft().source).toContain('&mine');
  expect(comments(draft().source)).toEqual(comments(SOURCE));
  expect(draft().definition?.steps).toHaveLength(5);
});

it('moves it to the very end, and what only takes it over to the front', () => {
  const draft = opened();
  draft().edit((doc) => placeItem(doc, ['steps', 0], { list: ['steps'], at: 4 }));
  expect(stepsOf(draft().source)).toEqual([PLAIN[1], PLAIN[2], PLAIN[3], PLAIN[0], PLAIN[4]]);
  const other = opened();
  other().edit((doc) => placeItem(doc, ['steps', 4], { list: ['steps'], at: 0 }));
  expect(stepsOf(other().source)).toEqual([PLAIN[4], ...PLAIN.slice(0, 4)]);
});

it('takes a shared value away: the first that takes it over has it then', () => {
  const draft = opened();
  draft().edit((doc) => removeItem(doc, ['steps', 0]));
  expect(stepsOf(draft().source)).toEqual(PLAIN.slice(1));
  expect(draft().source).toMatch(/options: &scale\n/u);
  draft().edit((doc) => setField(doc, ['steps', 0, 'options'], undefined));
  expect(stepsOf(draft().source)[1]).toEqual(PLAIN[2]);
  draft().edit((doc) => setField(doc, ['steps', 2, 'say'], 'Bye'));
  expect(stepsOf(draft().source)[3]).toEqual(PLAIN[4]);
});

it('changes what is taken over at this one place only', () => {
  const draft = opened();
  const label = ['steps', 1, 'options', 0, 'label'];
  draft().edit((doc) => setText(doc, label, 'Kind', { language: 'en', languages: ['en', 'ar'] }));
  const [doctor, desk, rooms] = stepsOf(draft().source);
  expect(doctor).toEqual(PLAIN[0]);
  expect(desk).toMatchObject({ options: [{ id: 'good', label: { en: 'Kind' } }, { id: 'poor' }] });
  expect(rooms).toEqual(PLAIN[2]);
  expect(draft().source).toContain('# the same');
  draft().edit((doc) => removeItem(doc, ['steps', 2, 'options', 0]));
  expect(stepsOf(draft().source)[2]).toMatchObject({ options: [{ id: 'poor' }] });
});

it('duplicates a step with a shared value, and one that takes it over', () => {
  const draft = opened();
  draft().edit((doc) => duplicateStep(doc, ['steps', 0]));
  draft().edit((doc) => duplicateStep(doc, ['steps', 2]));
  const steps = stepsOf(draft().source);
  for (const at of [0, 1, 2, 3, 4]) expect(steps[at]?.['options']).toEqual(PLAIN[0]?.['options']);
  expect(draft().source.match(/&scale/gu)).toHaveLength(1);
});

it('moves shared steps, and shared options, anywhere without a change of what they say', () => {
  const source = `steps:
  # first
  - &a { say: A }
  - { ask: x, options: [&o { id: o }, { id: p }] }
  # again
  - *a
  - { ask: y, options: [*o, { id: q }] }
`;
  const plain = stepsOf(source);
  for (const from of plain.keys()) {
    for (const at of [0, 1, 2, 3, 4]) {
      const { getState } = createDraftStore({ flowId: 'f', source });
      getState().edit((doc) => placeItem(doc, ['steps', from], { list: ['steps'], at }));
      const moved = plain.toSpliced(from, 1).toSpliced(at > from ? at - 1 : at, 0, plain[from] ?? {});
      expect(stepsOf(getState().source)).toEqual(moved);
      expect(comments(getState().source)).toEqual(['# again', '# first']);
    }
  }
});

it('leaves alone what cannot be read: an alias of nothing', () => {
  const source = 'steps:\n  - say: *gone\n';
  const { getState } = createDraftStore({ flowId: 'f', source });
  getState().edit((doc) => setField(doc, ['steps', 0, 'id'], 'a'));
  expect(getState().source).toBe(source);
});
