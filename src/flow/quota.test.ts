import { compileFlow } from './compile.js';
import type { CompiledFlow } from './compiled-flow.js';
import type { Effect, FlowEvent, StepResult } from './engine.js';
import type { Session } from './session.js';
import { beginSession, step } from './step.js';

const contact = { name: 'Ann', language: 'en', attributes: {} };
const HEAD = 'id: t\nkind: survey\nlanguages: [en]\ntitle: T\n';
const STEPS = `steps:
  - { id: gender, ask: single-choice, text: You are?, options: [{ id: f, label: A woman }, { id: m, label: A man }] }
  - say: Good to know.
  - { quota: women, when: gender == 'f' }
  - { quota: men, when: gender == 'm', full: { goto: sorry } }
  - { id: name, ask: text, text: Your name? }
  - end: completed
  - { id: sorry, end: over-quota, say: We have spoken to enough men. }
`;

function compile(source: string): { flow: CompiledFlow | undefined; rules: string[] } {
  const { flow, findings } = compileFlow(source, 't.yaml');
  return { flow, rules: findings.map(({ rule }) => rule) };
}

const { flow, rules } = compile(`${HEAD}expires: 7d\nquotas: { women: { limit: 2 }, men: { limit: 3 } }\n${STEPS}`);
if (!flow) throw new Error(rules.join());

function take(session: Session, event: FlowEvent, quotas?: Record<string, boolean>): StepResult {
  return step(flow!, session, event, { now: 5, contact, ...(quotas && { quotas }) });
}

function say(session: Session, text: string, quotas?: Record<string, boolean>): StepResult {
  return take(session, { kind: 'message', content: { kind: 'text', text } }, quotas);
}

const bodies = (effects: Effect[]) => effects.flatMap((each) => (each.kind === 'send' ? [each.prompt.body] : []));
const asked = take(beginSession(flow, { id: 's', flowVersion: 'v', contact, now: 1 }), { kind: 'start' }).session;

test('while nobody knows whether there is a place, nothing has happened but the question for it', () => {
  const result = say(asked, 'A woman');
  expect(result.session).toBe(asked);
  expect(result.effects).toEqual([{ kind: 'take-quota', name: 'women', limit: 2 }]);
});

test('with a place the flow goes on, and is not asked again', () => {
  const { session, effects } = say(asked, 'A woman', { women: true });
  expect(bodies(effects)).toEqual(['Good to know.', 'Your name?']);
  expect(session.quotas).toEqual({ women: true });
  expect(say(session, 'Ann').session).toMatchObject({ disposition: 'completed', quotas: { women: true } });
});

test('without one the survey is closed, or goes where the author says', () => {
  const closed = say(asked, 'A woman', { women: false });
  expect(closed.session).toMatchObject({ disposition: 'over-quota', quotas: { women: false } });
  expect(bodies(closed.effects)).toEqual(['Good to know.', 'This survey is already closed. Thank you!']);
  expect(closed.effects).toContainEqual({ kind: 'note', name: 'quota.full', data: { quota: 'women', limit: 2 } });
  const elsewhere = say(asked, 'A man', { men: false });
  expect(bodies(elsewhere.effects)).toEqual(['Good to know.', 'We have spoken to enough men.']);
  expect(elsewhere.session.disposition).toBe('over-quota');
});

test.each([
  [`${HEAD}expires: 7d\nquotas: { women: { limit: 2 } }\n${STEPS}`, ['quota-unknown']],
  [`${HEAD}quotas: { women: { limit: 2 }, men: { limit: 3 } }\n${STEPS}`, ['quota-without-expiry']],
  [`${HEAD}quotas: { women: { limit: 2 } }\nsteps:\n  - say: Hi\n`, ['quota-unused']],
  [`${HEAD}quotas: { women: { limit: 0 } }\nsteps:\n  - say: Hi\n`, ['too-small']],
])('checks of quotas (%#)', (source, expected) => {
  expect(compile(source).rules).toEqual(expected);
});
