import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFlow } from '../../src/flow/compile.js';
import type { CompiledFlow } from '../../src/flow/compiled-flow.js';
import { CURRENT_SPEC } from '../../src/flow/definition/spec-versions.js';
import type { Effect, FlowEvent } from '../../src/flow/engine.js';
import { Session } from '../../src/flow/session.js';
import { StoredSession } from '../../src/flow/session-migrations.js';
import { beginSession, step } from '../../src/flow/step.js';
import { encodeTap } from '../../src/rendering/binding.js';

const contact = { attributes: {} };
const read = (...path: string[]) => readFileSync(join(__dirname, ...path), 'utf8');

function load(source: string): CompiledFlow {
  const { flow, findings } = compileFlow(source, 'golden.yaml');
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!flow) throw new Error('the file does not compile');
  return flow;
}

/** Takes one event; the session goes through JSON and the schema that reads it from the database. */
function take(flow: CompiledFlow, session: Session, event: FlowEvent): { session: Session; sent: string[] } {
  const stored = StoredSession.parse(JSON.parse(JSON.stringify(session)));
  const result = step(flow, stored, event, { now: session.updatedAt + 60_000, contact });
  return { session: result.session, sent: result.effects.filter(isSend).map(({ prompt }) => prompt.body) };
}

const isSend = (effect: Effect): effect is Extract<Effect, { kind: 'send' }> => effect.kind === 'send';
const says = (text: string): FlowEvent => ({ kind: 'message', content: { kind: 'text', text } });

test('there is a file of every version of the flow language', () => {
  for (let spec = 1; spec <= CURRENT_SPEC; spec += 1) expect(read('spec', `spec-${spec}.yaml`)).toContain(`\nspec: ${spec}\n`);
});

test('a file of version 1 runs as it did', () => {
  const flow = load(read('spec', 'spec-1.yaml'));
  let session = beginSession(flow, { id: 's', flowVersion: 'v', contact: { ...contact, language: 'en' }, now: 0 });
  const said: string[] = [];
  for (const event of [
    { kind: 'start' } as const,
    ...['chai', 'milk, sugar', 'many', '4', 'I like it', 'and more'].map(says),
  ]) {
    const turn = take(flow, session, event);
    session = turn.session;
    said.push(...turn.sent);
  }
  expect(said.filter((body) => !/number/i.test(body))).toEqual([
    'Hello!',
    'What do you drink?',
    'What goes into it?',
    'How many cups a day?',
    'How many cups a day?',
    '28 cups a week! Why so many?',
    'Enjoy your tea.',
    'Thank you!',
  ]);
  expect(session).toMatchObject({ status: 'ended', disposition: 'completed', vars: { week: 28 } });
  expect(Object.fromEntries(Object.entries(session.answers).map(([id, { value }]) => [id, value]))).toEqual({
    drink: 'tea',
    extras: ['milk', 'sugar'],
    cups: 4,
    why: 'I like it',
  });
});

describe('a session as it was stored before the engine grew (form 1)', () => {
  const flow = load(read('sessions', 'session-1.yaml'));
  const stored: unknown = JSON.parse(read('sessions', 'session-1.json'));

  it('is read without losing anything', () => {
    expect(StoredSession.parse(stored)).toEqual(stored);
  });

  it('goes on where it stood: half-ticked options, then to the end', () => {
    let session = StoredSession.parse(stored);
    expect(session.waiting).toMatchObject({ stepId: 'likes', selected: ['taste'] });
    const tap = (action: Parameters<typeof encodeTap>[0]['action'], title: string): FlowEvent => ({
      kind: 'message',
      content: {
        kind: 'tap',
        source: 'list',
        title,
        id: encodeTap({ sessionId: session.id, stepId: 'likes', render: session.waiting?.render ?? 0, action }),
      },
    });
    session = take(flow, session, tap({ kind: 'toggle', optionId: 'speed' }, 'It is fast')).session;
    session = take(flow, session, tap({ kind: 'done' }, 'Done')).session;
    for (const text of ['9', 'no', 'cheaper beans']) session = take(flow, session, says(text)).session;
    expect(session).toMatchObject({ status: 'ended', disposition: 'completed' });
    expect(Object.fromEntries(Object.entries(session.answers).map(([id, { value }]) => [id, value]))).toEqual({
      owns: true,
      city: 'vienna',
      stars: 4,
      likes: ['taste', 'speed'],
      cups: 9,
      parts: false,
      wish: 'cheaper beans',
    });
  });
});
