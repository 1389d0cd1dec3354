import { compileFlow } from '@core/flow/compile.js';
import { parse } from 'yaml';
import { flowVariables } from './flow-variables.js';

const SOURCE = `id: visit
kind: survey
languages: [en, ar]
title: Visit
hidden: [branch_office]
steps:
  - { id: overall, ask: text, text: { en: How was it?, ar: كيف كانت؟ } }
  - { set: { total: 1 } }
  - { say: "{{ contact.attributes.city | default: 'there' }}" }
  - { id: desk, ask: text, text: The desk? }
  - { id: help, agent: faq }
  - { id: late, ask: text, text: Why? }
`;
const words = { name: 'Name', language: 'Language', phone: 'Phone', attribute: 'Known' };
const offered = (step: (string | number)[], language = 'en') =>
  flowVariables(parse(SOURCE), step, { language, words }).map(({ path, value }) => `${path}: ${value}`);

it('offers what is known of the person, and what was answered before the step', () => {
  expect(offered(['steps', 3])).toEqual([
    'contact.name: Name',
    'contact.language: Language',
    'contact.phone: Phone',
    'contact.attributes.city: Known',
    'branch_office: branch_office',
    'overall: How was it?',
    'total: total',
  ]);
  expect(offered(['steps', 3], 'ar')).toContain('overall: كيف كانت؟');
});

it('offers all answers where it holds for all questions, and each is one that texts know', () => {
  const paths = flowVariables(parse(SOURCE), [], { language: 'en', words }).map(({ path }) => path);
  expect(paths.slice(-4)).toEqual(['total', 'desk', 'help', 'late']);
  const texts = paths.map((path) => `{{ ${path} | default: 'x' }}`).join(' ');
  const { findings } = compileFlow(`${SOURCE}  - say: "${texts}"\n`, 'test');
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});
