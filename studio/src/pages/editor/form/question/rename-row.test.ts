import { parseDocument } from 'yaml';
import { renameRow } from './rename-row.js';

const SOURCE = `steps:
  # what they think
  - id: service
    ask: matrix
    text: How did you like these?
    rows:
      - { id: speed, label: Speed } # how fast
      - { id: staff, label: Staff }
    options: [{ id: good, label: Good }, { id: speed, label: speed }]
  - say: "service.speed is no condition"
    when: CONDITION
`;
const ROW = ['steps', 0, 'rows', 0];

const renamed = (condition: string, to = 'pace', field = 'when') => {
  const doc = parseDocument(SOURCE);
  doc.setIn(['steps', 1, field], condition);
  const before = String(doc);
  const result = renameRow(doc, ['steps', 0], ROW, to);
  if (!result.ok) expect(String(doc)).toBe(before);
  return { result, written: doc.getIn(['steps', 1, field]), doc };
};

it.each([
  [`service.speed == 'good'`, `service.pace == 'good'`],
  [`service['speed'] != "good" && 'speed' in service`, `service['pace'] != "good" && 'pace' in service`],
  [`has(service.speed) && speed == 1`, `has(service.pace) && speed == 1`],
  [`answers.service.value.speed == null`, `answers.service.value.pace == null`],
  [`service.staff == 'speed' || service.speed in ['speed']`, `service.staff == 'speed' || service.pace in ['speed']`],
  [`service[0].speed == 'good'`, `service[0].pace == 'good'`],
  [`service.speedy == 1 || other.speed == 'speed'`, undefined],
  [`contact.name == 'speed'`, `contact.name == 'speed'`],
])('writes it in the condition %s', (condition, expected) => {
  const { result, written } = renamed(condition);
  expect(result.ok).toBe(expected !== undefined);
  expect(written).toBe(expected ?? condition);
});

it.each([[`service.exists(row, row == 'speed')`], [`service.staff == 'good' && contact.name == 'speed'`]])(
  'changes nothing where %s says it in a way that is not certain',
  (condition) => {
    expect(renamed(condition).result).toEqual({ ok: false, unclear: condition });
  },
);

it.each([
  ['{{ answers.service.value.speed }} speed', '{{ answers.service.value.pace }} speed'],
  [`{{ answers['service'].value["speed"] }}`, `{{ answers['service'].value["pace"] }}`],
  [
    `{% if answers.service.value.speed == 'speed' %}{{ service }}{% endif %}`,
    `{% if answers.service.value.pace == 'speed' %}{{ service }}{% endif %}`,
  ],
  ['{{ answers.service.value.speedy }} {{ contact.attributes.speed }}', undefined],
])('writes it in the text %s', (text, expected) => {
  const { result, written } = renamed(text, 'pace', 'say');
  expect(result.ok).toBe(true);
  expect(written).toBe(expected ?? text);
});

it('writes a name that cannot stand behind a dot in brackets', () => {
  expect(renamed(`service.speed == 'good'`, 'very-fast').written).toBe(`service['very-fast'] == 'good'`);
  expect(renamed('{{ answers.service.value.speed }}', 'very-fast', 'say').written).toBe(
    '{{ answers.service.value.very-fast }}',
  );
  expect(renamed('{{ answers.service.value.speed }}', '2nd', 'say').written).toBe("{{ answers.service.value['2nd'] }}");
});

it('leaves options of the same name, words and comments as they are, and tells how many places it changed', () => {
  const { result, doc } = renamed(`service.speed == 'good'`);
  expect(result).toEqual({ ok: true, changed: 1 });
  expect(doc.toJS().steps[0]).toMatchObject({
    rows: [{ id: 'pace' }, { id: 'staff' }],
    options: [{ id: 'good' }, { id: 'speed' }],
  });
  expect(doc.getIn(['steps', 1, 'say'])).toBe('service.speed is no condition');
  expect(String(doc)).toContain('# how fast');
});
