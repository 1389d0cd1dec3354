import { createDraftStore } from './draft-store.js';

const SOURCE = `# What it is about
id: lunch
kind: survey
languages: [en]
title: Lunch
steps:
  - id: dish # the one that matters
    ask: text
    text: What did you have?
  - end: completed
`;
const AFTER_THE_REST = 200;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('speaks one language on the phone while another is written', () => {
  const { getState } = createDraftStore({ flowId: 'lunch', source: SOURCE });
  getState().speak('ar');
  expect(getState()).toMatchObject({ spoken: 'ar', language: undefined });
  getState().writeIn('es');
  expect(getState()).toMatchObject({ spoken: 'ar', language: 'es' });
});

it('keeps comments and order through a structured change, and takes it back', () => {
  const store = createDraftStore({ flowId: 'lunch', source: SOURCE });
  expect(store.getState()).toMatchObject({ isCurrent: true, findings: [], definition: { id: 'lunch' } });
  store.getState().edit((doc) => doc.setIn(['steps', 0, 'text'], 'What was it?'));
  expect(store.getState().source).toBe(SOURCE.replace('What did you have?', 'What was it?'));
  expect(store.getState()).toMatchObject({ isCurrent: false, canUndo: true });
  jest.advanceTimersByTime(AFTER_THE_REST);
  expect(store.getState().isCurrent).toBe(true);
  expect(store.getState().flow?.source).toContain('What was it?');
  store.getState().undo();
  expect(store.getState()).toMatchObject({ source: SOURCE, canUndo: false, canRedo: true });
  store.getState().redo();
  expect(store.getState().source).toContain('What was it?');
});

it('keeps the last flow that compiled while somebody writes, and tells what is wrong', () => {
  const store = createDraftStore({ flowId: 'lunch', source: SOURCE });
  store.getState().setSource(SOURCE.replace('ask: text', 'ask: nothing'));
  jest.advanceTimersByTime(AFTER_THE_REST);
  const { isCurrent, flow, findings, definition } = store.getState();
  expect({ isCurrent, id: flow?.id }).toEqual({ isCurrent: false, id: 'lunch' });
  expect(findings[0]).toMatchObject({ severity: 'error', path: 'steps[0].ask', line: 8 });
  expect(definition?.steps).toHaveLength(2);
});

it('leaves a text that is no YAML as it is', () => {
  const store = createDraftStore({ flowId: 'lunch', source: 'steps: [' });
  store.getState().edit((doc) => doc.set('id', 'x'));
  expect(store.getState()).toMatchObject({ source: 'steps: [', definition: undefined, canUndo: false });
});

it('finds the flows that are called once it is given them', () => {
  const calls = SOURCE.replace('  - end', '  - id: more\n    subflow: other\n  - end');
  const store = createDraftStore({ flowId: 'lunch', source: calls });
  expect(store.getState().flow).toBeUndefined();
  store.getState().setCalled(new Map([['other', SOURCE.replace('lunch', 'other')]]));
  expect(store.getState().flow?.called.has('other')).toBe(true);
});
