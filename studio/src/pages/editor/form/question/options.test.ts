import { compileFlow } from '@core/flow/compile.js';
import { parseDocument } from 'yaml';
import { addOptions, nameFrom, optionNameTrouble } from './option-edits.js';
import { renameOption } from './rename-option.js';

const SOURCE = `id: tea
kind: survey
languages: [en]
title: Tea
steps:
  # what they like
  - id: drink
    ask: multiple-choice
    text: What do you drink?
    options:
      - { id: tea, label: Tea } # hot
      - { id: milk, label: Milk }
  - id: best
    ask: single-choice
    text: "{% if answers.drink.value contains 'tea' %}Tea or…{% endif %} which is best?"
    optionsFrom: { question: drink, only: picked }
  - when: "'tea' in drink && best == 'tea' || best in ['milk', 'tea']"
    say: tea for you
  - end: completed
`;
const OPTION = ['steps', 0, 'options', 0];
const open = (source = SOURCE) => parseDocument(source);
const list = { path: ['steps', 0, 'options'], stem: 'option', language: 'en', languages: ['en'] };

describe('pasted lines', () => {
  it('become options with names of their own; what is there already is told', () => {
    const doc = open();
    const lines = '- Green tea\r\n\n• tea\nCafé au lait!\nقهوة\nGreen  TEA\nGreen-tea';
    expect(addOptions(doc, list, lines)).toEqual({ added: 4, twice: ['tea', 'Green  TEA'] });
    expect(doc.toJS().steps[0].options.slice(2)).toEqual([
      { id: 'green_tea', label: 'Green tea' },
      { id: 'cafe_au_lait', label: 'Café au lait!' },
      { id: 'option1', label: 'قهوة' },
      { id: 'green_tea_1', label: 'Green-tea' },
    ]);
    expect(String(doc)).toContain('# hot');
    expect(compileFlow(String(doc), 'test').findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are of the language that is written in', () => {
    const doc = open();
    addOptions(doc, { ...list, language: 'ar', languages: ['en', 'ar'] }, 'ماء');
    expect(doc.getIn(['steps', 0, 'options', 2, 'label', 'ar'])).toBe('ماء');
  });

  it('are named after their words only where these are Latin letters', () => {
    expect(['Very good!', 'ä b', '10–20', 'شاي tea', '***', 'x'.repeat(90)].map(nameFrom)).toEqual([
      'very_good',
      'a_b',
      '10_20',
      undefined,
      undefined,
      'x'.repeat(40),
    ]);
  });
});

describe('another name for an option', () => {
  it('is written wherever the question, or one with its options, is compared with it', () => {
    const doc = open();
    expect(renameOption(doc, ['steps', 0], OPTION, 'black_tea')).toEqual({ ok: true, changed: 2 });
    const { steps } = doc.toJS();
    expect(steps[0].options[0]).toEqual({ id: 'black_tea', label: 'Tea' });
    expect(steps[1].text).toContain("contains 'black_tea'");
    expect(steps[2]).toEqual({
      when: "'black_tea' in drink && best == 'black_tea' || best in ['milk', 'black_tea']",
      say: 'tea for you',
    });
    expect(compileFlow(String(doc), 'test').findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(String(doc)).toContain('# what they like');
  });

  it.each([
    ["drink.exists(one, one == 'tea')"],
    ["size(drink) > 1 && contact.name == 'tea'"],
    ["drink == ['x'] ? 'tea' : 'no'"],
  ])('changes nothing where %s says it in a way that is not certain', (condition) => {
    const doc = open();
    doc.setIn(['steps', 2, 'when'], condition);
    const before = String(doc);
    expect(renameOption(doc, ['steps', 0], OPTION, 'other')).toEqual({ ok: false, unclear: condition });
    expect(String(doc)).toBe(before);
  });

  it('leaves alone what is of another question', () => {
    const doc = open();
    doc.setIn(['steps', 2, 'when'], "contact.name == 'tea'");
    expect(renameOption(doc, ['steps', 0], OPTION, 'other')).toEqual({ ok: true, changed: 1 });
    expect(doc.getIn(['steps', 2, 'when'])).toBe("contact.name == 'tea'");
  });

  it('has plain letters and belongs to one option', () => {
    const doc = open();
    expect(['a b', 'milk', 'tea', 'x-1'].map((name) => optionNameTrouble(doc, OPTION, name))).toEqual([
      'bad',
      'taken',
      undefined,
      undefined,
    ]);
  });
});
