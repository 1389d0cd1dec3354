import { parseDocument } from 'yaml';
import { compileFlow } from '@core/flow/compile.js';
import { conditionWords } from './condition-words.js';
import { flowMap } from './flow-map.js';
import { framesOf, layOut } from './lay-out.js';
import { addJump, addQuestion, removeStep } from './map-edits.js';

const SOURCE = `
id: small
kind: survey
languages: [en]
title: Small
steps:
  # Kept
  - { id: a, ask: yes-no, text: Yes? }
  - group: more
    steps:
      - { id: b, ask: text, text: Why? }
      - { id: c, ask: single-choice, text: Which?, options: [{ id: x, label: X }, { id: y, label: Y }] }
  - branch:
      - { when: a == true, goto: bye }
  - { when: c == 'x', goto: a }
  - { id: bye, end: completed, say: Bye }
`;

const pick = (text: unknown) => (typeof text === 'string' ? text : '');

function mapOf(source: string) {
  const { flow, findings } = compileFlow(source, 'test');
  if (!flow) throw new Error(findings.map(({ message }) => message).join('; '));
  return flowMap(flow.definition, pick);
}

describe('the map', () => {
  it('has every step, and every way between them', () => {
    const { nodes, edges } = mapOf(SOURCE);
    expect(nodes.map(({ key, kind, group }) => [key, kind, group])).toEqual([
      ['a', 'ask', undefined],
      ['more', 'group', undefined],
      ['b', 'ask', 'more'],
      ['c', 'ask', 'more'],
      ['steps[2]', 'branch', undefined],
      ['steps[3]', 'goto', undefined],
      ['bye', 'end', undefined],
    ]);
    expect(
      edges.map(({ from, to, kind, isOtherwise }) => `${from} ${kind} ${to}${isOtherwise ? ' otherwise' : ''}`),
    ).toEqual([
      'a next more',
      'more next b',
      'b next c',
      'c next steps[2]',
      'steps[2] jump bye',
      'steps[2] next steps[3]',
      'steps[3] jump a',
      'steps[3] next bye otherwise',
    ]);
  });

  it('lays groups out inside their frame, and mirrors for the right', () => {
    const map = mapOf(SOURCE);
    const boxes = layOut(map, false);
    const frame = framesOf(map.nodes, boxes).get('more');
    const inner = boxes.get('c');
    expect(frame && inner && frame.x < inner.x && frame.y + frame.height > inner.y + inner.height).toBe(true);
    expect(layOut(map, true).get('a')?.x).toBeCloseTo(-(boxes.get('a')?.x ?? 0) - 230);
  });

  it('is laid out in time with 300 steps', () => {
    const steps = Array.from({ length: 300 }, (_, n) => `  - { id: q${n}, ask: yes-no, text: Question ${n} }`);
    const map = mapOf(`id: big\nkind: survey\nlanguages: [en]\ntitle: Big\nsteps:\n${steps.join('\n')}\n`);
    const started = performance.now();
    expect(layOut(map, false).size).toBe(300);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('editing on the map', () => {
  it('adds, removes and joins, and keeps comments', () => {
    const doc = parseDocument(SOURCE);
    expect(addQuestion(doc, 'b', 'New')).toBe('question_1');
    addJump(doc, 'a', 'steps[2]');
    expect(removeStep(doc, 'c')).toBe(true);
    const written = doc.toString();
    expect(written).toContain('# Kept');
    const { steps } = doc.toJS();
    expect(steps[1]).toEqual({ goto: 'branch1' });
    expect(steps[2].steps.map(({ id }: { id: string }) => id)).toEqual(['b', 'question_1']);
    expect(steps[3].id).toBe('branch1');
  });

  it('leaves the last step of a list, and steps that are not there', () => {
    const doc = parseDocument('steps: [{ id: a, say: A }]');
    expect(removeStep(doc, 'a')).toBe(false);
    expect(removeStep(doc, 'b')).toBe(false);
    expect(addQuestion(doc, 'b', 'New')).toBeUndefined();
  });
});

describe('conditionWords', () => {
  const words = {
    ...{ is: 'is', isNot: 'is not', and: 'and', or: 'or', yes: 'yes', no: 'no', nothing: 'nothing' },
    includes: (list: string, item: string) => `${list} includes ${item}`,
  };
  it.each([
    [`overall == 'poor' || again == false`, 'overall is poor or again is no'],
    [`'nothing' in liked && n >= 3`, 'liked includes nothing and n ≥ 3'],
    ['!call', 'call is no'],
    ['size(liked) > 1', 'size(liked) > 1'],
    ['a && b || c', 'a && b || c'],
  ])('says %j', (cel, said) => expect(conditionWords(cel, words)).toBe(said));
});
