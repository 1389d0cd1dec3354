import { checkDraft } from '@core/templates/rules/check-draft.js';
import { EMPTY_DRAFT, cleaned, nameOf, withVariable } from './draft-fields.js';

test('a name is what Meta takes', () => {
  expect(nameOf('Visit reminder – 2')).toBe('visit_reminder_2');
  expect(nameOf('تذكير')).toBe('');
});

test('variables are added in order, by number or by name', () => {
  expect(withVariable({ ...EMPTY_DRAFT, body: 'Hi' })).toBe('Hi {{1}}');
  expect(withVariable({ ...EMPTY_DRAFT, body: 'Hi {{1}}, at' })).toBe('Hi {{1}}, at {{2}}');
  expect(withVariable({ ...EMPTY_DRAFT, parameterFormat: 'named', body: 'Hi ' })).toBe('Hi {{value_1}}');
});

test('what is handed in has a sample for each variable, and no others', () => {
  const draft = { ...EMPTY_DRAFT, body: 'Hi {{1}}, see you soon.', samples: { 1: 'Ann', 2: 'gone' }, footer: ' ' };
  expect(cleaned(draft)).toEqual({ ...EMPTY_DRAFT, body: draft.body, samples: { 1: 'Ann' } });
  expect(checkDraft(cleaned({ ...draft, name: 'visit' })).filter(({ severity }) => severity === 'error')).toEqual([]);
});
