import { compileFlow, type CompiledFlow } from '../../src/flow/compile.js';

/** Two questions, a template for the first whose buttons are its options, one for the whole flow, a reminder. */
export const VISIT = `
id: visit
kind: survey
languages: [en, ar]
title: { en: Your visit, ar: زيارتك }
start: { keywords: { en: [visit], ar: [زيارة] } }
window:
  closing: { nudge: 1h before }
  closed: { template: visit_reminder, params: { name: "{{ contact.name | default: 'there' }}" } }
steps:
  - id: overall
    ask: single-choice
    text: { en: "How was it, {{ contact.name | default: 'friend' }}?", ar: كيف كانت؟ }
    options:
      - { id: good, label: { en: Good, ar: جيدة } }
      - { id: poor, label: { en: Poor, ar: سيئة } }
    closed: { template: visit_overall, buttons: options }
  - id: why
    ask: text
    text: { en: Why?, ar: لماذا؟ }
  - end: completed
    say: { en: Thank you!, ar: شكرا }
`;

/** One question and no template of its own. */
export const POLL = `
id: poll
kind: survey
languages: [en]
title: Poll
start: { keywords: [poll] }
hidden: [campaign]
steps:
  - id: colour
    ask: single-choice
    text: Red or blue?
    options: [{ id: red, label: Red }, { id: blue, label: Blue }]
`;

/** Two questions that remind, time out and expire of themselves. */
export const TIMED = `
id: timed
kind: survey
languages: [en]
title: Timed
start: { keywords: [timed] }
reminders: [{ after: 5m }, { after: 20h }, { after: 30h }]
timeout: { after: 26h, then: skip }
expires: 49h
steps:
  - { id: one, ask: multiple-choice, text: One?, options: [{ id: good, label: Good }, { id: red, label: Red }] }
  - { id: two, ask: text, text: Two?, timeout: { after: 2h, then: { goto: three } } }
  - { id: three, ask: text, text: Three? }
`;

export function compiled(source: string): CompiledFlow {
  const { flow, findings } = compileFlow(source, 'test.yaml');
  if (!flow) throw new Error(findings.map(({ message }) => message).join('\n'));
  return flow;
}

/** Says so many things one after the other, each with a picture, so that none can be merged with the next. */
export function talk(count: number): string {
  const says = Array.from(
    { length: count },
    (_, i) => `  - { say: "part ${i + 1}", media: { kind: image, link: "https://files.example/${i + 1}.png" } }`,
  );
  return `
id: talk
kind: survey
languages: [en]
title: A long talk
start: { keywords: [talk] }
steps:
${says.join('\n')}
`;
}
