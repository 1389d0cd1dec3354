import { compileFlow } from '@core/flow/compile.js';
import { parseDocument } from 'yaml';
import { addStep, type Makings } from './new-step.js';
import { STEP_FAMILIES } from './step-families.js';

const MAKINGS: Makings = {
  words: { question: 'Q?', statement: 'S', thanks: 'T', options: ['One', 'Two'], topic: 'All' },
  agent: 'helper',
  flow: 'other',
};
const SOURCE = `id: f
kind: survey
languages: [en, ar]
title: F
steps:
  - { id: first, ask: text, text: First? }
  - { say: Between }
  - end: completed
`;
const OTHER = 'id: other\nkind: survey\nlanguages: [en, ar]\ntitle: O\nsteps: [{ id: a, ask: text, text: A? }]\n';

it.each(STEP_FAMILIES.flatMap(({ kinds }) => kinds))('a new step compiles as it is: %s', (kind) => {
  const doc = parseDocument(SOURCE);
  const key = addStep(doc, { list: ['steps'], at: 1 }, kind, MAKINGS);
  const { findings } = compileFlow(String(doc), 'test', {
    subflow: (id) => (id === 'other' ? { source: OTHER, file: id } : undefined),
  });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(String(doc)).not.toBe(SOURCE);
  expect(key).not.toBe('');
});

it('gives a second quota step the quota that is there', () => {
  const doc = parseDocument(SOURCE);
  addStep(doc, { list: ['steps'], at: 1 }, 'quota', MAKINGS);
  addStep(doc, { list: ['steps'], at: 1 }, 'quota', MAKINGS);
  expect(doc.toJS().quotas).toEqual({ quota1: { limit: 100 } });
  expect(Object.keys(doc.toJS())).toEqual(['id', 'kind', 'languages', 'title', 'quotas', 'steps']);
});
