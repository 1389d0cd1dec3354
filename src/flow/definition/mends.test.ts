import { compileFlow } from '../compile.js';

const HEAD = 'id: t\nkind: survey\nlanguages: [en]\ntitle: T\n';
const question = (fields: string) => `${HEAD}steps:\n  - { id: a, ${fields} }\n`;

/** What authors get wrong most, and what they are told to write instead. */
test.each<[string, string, string]>([
  ['tabs', `${HEAD}steps:\n\t- id: a\n`, '6:1 indent with spaces'],
  [
    'uneven indentation',
    `${HEAD}steps:\n  - id: a\n    ask: text\n   text: Hi\n`,
    '8:1 indent all fields of one step alike',
  ],
  [
    'a text that begins with braces',
    `${HEAD}steps:\n  - say: {{ contact.name }} hi\n`,
    '6:29 put a text that begins with a quote, a bracket or a brace ({{ … }}) into quotes as a whole',
  ],
  ['a quote without end', `${HEAD}steps:\n  - say: "Hi\n`, '7:1 end the text with the quote that it begins with'],
  [
    'two documents',
    `${question('ask: text, text: Q')}---\na: 1\n`,
    '7:1 take out the line with ---: a file is one flow',
  ],
  ['one language', question('ask: text, text: Q').replace('[en]', 'en'), '3:12 write languages: [en, ar]'],
  ['a time alone', question('ask: text, text: Q, timeout: 2h'), '6:43 write timeout: { after: 2h, then: skip }'],
  ['options as words', question('ask: single-choice, text: Q, options: [Tea]'), '6:53 write { id: tea, label: Tea }'],
  ['a quota as a number', `${HEAD}quotas: { w: 5 }\nsteps: [{ quota: w }]\n`, '5:14 write { limit: 200 }'],
  ['yes for true', question('ask: text, text: Q, optional: yes'), '6:44 write true'],
  ['a number in quotes', question('ask: number, text: Q, min: "1"'), '6:41 take the quotes away'],
  [
    'an option without quotes in a condition',
    `${question('ask: text, text: Q')}  - { when: a == tea, say: x }\n`,
    "7:18 use a question's id, a `set` name or contact.…; put texts into quotes: drink == 'tea'",
  ],
  [
    'a list compared with a text',
    `${question('ask: multiple-choice, text: Q, options: [{ id: x, label: X }, { id: y, label: Y }]')}  - { when: "a == 'x'", say: x }\n`,
    "7:14 compare a number with a number (cups > 2), a text with a text in quotes (drink == 'tea'); look into a list with in ('tea' in likes)",
  ],
])('%s', (_, source, expected) => {
  const [first] = compileFlow(source, 't.yaml').findings.filter(({ severity }) => severity === 'error');
  expect(`${first?.line}:${first?.column} ${first?.mend}`).toBe(expected);
});
