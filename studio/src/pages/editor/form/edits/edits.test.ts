import { parseDocument } from 'yaml';
import { insertItem, moveItem, removeItem } from './list-edits.js';
import { changeType, duplicateStep } from './step-edits.js';
import { setText } from './text-edits.js';

const SOURCE = `# the head
languages: [en, ar]
steps:
  # first
  - id: drink
    ask: single-choice
    text: What do you drink?
    options:
      - { id: tea, label: { en: Tea } } # hot
      - { id: milk, label: { en: Milk } }
  - end: completed
`;
const open = () => parseDocument(SOURCE);
const both = { language: 'ar', languages: ['en', 'ar'] };

it('keeps the first language where a text for all gets a second one', () => {
  const doc = open();
  setText(doc, ['steps', 0, 'text'], 'ماذا تشرب؟', both);
  expect(doc.toJS()).toMatchObject({ steps: [{ text: { en: 'What do you drink?', ar: 'ماذا تشرب؟' } }, {}] });
  expect(String(doc)).toContain('# the head');
});

it('removes a language with its last letter, and the field with its last language', () => {
  const doc = open();
  const label = ['steps', 0, 'options', 0, 'label'];
  setText(doc, label, 'شاي', both);
  setText(doc, label, '', { ...both, language: 'en' });
  expect(doc.getIn([...label, 'ar'])).toBe('شاي');
  setText(doc, label, '', both);
  expect(doc.hasIn(label)).toBe(false);
});

it('moves an item with its comment, and not beyond the ends', () => {
  const doc = open();
  moveItem(doc, ['steps', 0, 'options', 0], 1);
  expect(doc.getIn(['steps', 0, 'options', 1, 'id'])).toBe('tea');
  expect(String(doc)).toContain('# hot');
  const moved = String(doc);
  moveItem(doc, ['steps', 0, 'options', 1], 1);
  expect(String(doc)).toBe(moved);
});

it('adds to a list that is not there yet, and removes one with its last item', () => {
  const doc = open();
  insertItem(doc, ['steps', 0, 'reminders'], 0, { after: '4h' });
  expect(doc.getIn(['steps', 0, 'reminders', 0, 'after'])).toBe('4h');
  removeItem(doc, ['steps', 0, 'reminders', 0]);
  expect(doc.hasIn(['steps', 0, 'reminders'])).toBe(false);
});

it('keeps of a question what its new type has a field for', () => {
  const doc = open();
  changeType(doc, ['steps', 0], 'text', []);
  expect(doc.toJS()).toMatchObject({ steps: [{ id: 'drink', ask: 'text', text: 'What do you drink?' }, {}] });
  expect(doc.hasIn(['steps', 0, 'options'])).toBe(false);
  changeType(doc, ['steps', 0], 'ranking', [{ id: 'one', label: 'One' }]);
  expect(doc.getIn(['steps', 0, 'options', 0, 'id'])).toBe('one');
});

it('gives a copy an id of its own', () => {
  const doc = open();
  duplicateStep(doc, ['steps', 0]);
  expect(doc.getIn(['steps', 1, 'id'])).toBe('drink_1');
  expect(doc.getIn(['steps', 1, 'options', 1, 'id'])).toBe('milk');
  expect(doc.getIn(['steps', 2, 'end'])).toBe('completed');
});
