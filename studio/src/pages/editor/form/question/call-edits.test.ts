import type { Template } from '@core/templates/template.js';
import { parseDocument } from 'yaml';
import { chooseTemplate, placeOf } from './call-edits.js';

const template = (over: Partial<Template> = {}): Template => ({
  name: 'visit',
  language: 'en',
  category: 'utility',
  status: 'approved',
  parameterFormat: 'named',
  body: 'Hi {{name}}',
  buttons: [],
  ...over,
});
const SOURCE = `steps:
  - id: q
    closed: # late
      template: old
      params: { name: Ann, day: Monday }
      headerLink: https://example.org/a.png
      buttons: options
`;
const CLOSED = ['steps', 0, 'closed'];

it('keeps of a template what the next one asks for as well', () => {
  const doc = parseDocument(SOURCE);
  chooseTemplate(doc, CLOSED, 'visit', template());
  expect(doc.toJS().steps[0].closed).toEqual({ template: 'visit', params: { name: 'Ann' } });
  expect(String(doc)).toContain('# late');
});

it('keeps all of it where the template is not known here, and nothing without a template', () => {
  const doc = parseDocument(SOURCE);
  chooseTemplate(doc, CLOSED, 'elsewhere');
  expect(doc.toJS().steps[0].closed).toMatchObject({ template: 'elsewhere', buttons: 'options' });
  chooseTemplate(doc, CLOSED, undefined);
  expect(doc.toJS().steps[0]).toEqual({ id: 'q' });
  chooseTemplate(doc, CLOSED, 'visit', template());
  expect(doc.toJS().steps[0].closed).toEqual({ template: 'visit' });
});

it('finds the place of a value, by name or in a list', () => {
  const field = { key: '2', part: 'body', name: '2' } as const;
  expect(placeOf({ '1': 'a' }, CLOSED, field)).toEqual([...CLOSED, 'params', '2']);
  expect(placeOf(['a'], CLOSED, field)).toEqual([...CLOSED, 'params', 1]);
  expect(placeOf(undefined, CLOSED, { ...field, part: 'url-suffix' })).toEqual([...CLOSED, 'urlSuffix']);
});
