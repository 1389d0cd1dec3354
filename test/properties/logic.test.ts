import fc from 'fast-check';
import { compileFlow } from '../../src/flow/compile.js';
import type { CompiledFlow } from '../../src/flow/compile.js';
import type { FlowEvent, StepResult } from '../../src/flow/engine.js';
import { Session } from '../../src/flow/session.js';
import { beginSession, step } from '../../src/flow/step.js';
import { encodeTap } from '../../src/rendering/binding.js';

const contact = { name: 'Ann', attributes: {} };
const OPTIONS = ['x', 'y', 'z'];

/** Something that a flow may hold, before it has a place and a name. */
type Piece =
  | { kind: 'choice'; when: number; randomise: boolean; some: boolean; from: number; score: number }
  | { kind: 'many'; when: number; randomise: boolean }
  | { kind: 'say' | 'set'; when: number }
  | { kind: 'skip-to-end'; when: number }
  | { kind: 'split'; when: number }
  | { kind: 'group'; when: number; randomise: boolean; repeat: number; inner: Piece[] };

const when = fc.nat(5);
const leaf: fc.Arbitrary<Piece> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('choice' as const),
      when,
      randomise: fc.boolean(),
      some: fc.boolean(),
      from: fc.nat(3),
      score: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('many' as const), when, randomise: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('say' as const, 'set' as const), when }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('skip-to-end' as const), when: fc.integer({ min: 2, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('split' as const), when }) },
);
const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    leaf,
    fc.record({
      kind: fc.constant('group' as const),
      when,
      randomise: fc.boolean(),
      repeat: fc.nat(5),
      inner: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }),
    }),
  ),
}));

/** Makes a flow of the pieces. Conditions look back at questions that stand before; of a repeated group, only from inside. */
function write(pieces: Piece[], chance = true): CompiledFlow {
  const before: { id: string; repeated: string | undefined }[] = [];
  let count = 0;
  const condition = (wanted: number, inside: string | undefined): { when?: string } => {
    const known = before.filter(({ repeated }) => repeated === undefined || repeated === inside);
    const one = known[known.length - 1 - (wanted % Math.max(known.length, 1))];
    if (wanted < 2 || !one) return {};
    return { when: `${one.id} ${wanted % 2 ? '!=' : '=='} '${OPTIONS[wanted % 3] ?? ''}'` };
  };
  const question = (one: Extract<Piece, { kind: 'choice' | 'many' }>, id: string, inside: string | undefined) => {
    const source =
      one.kind === 'choice' && one.from === 1 ? before.find(({ repeated }) => repeated === undefined) : undefined;
    const options = OPTIONS.map((option, at) => {
      const own = source ? `${id}${option}` : option;
      const some = one.kind === 'choice' && one.some && at === 1 ? condition(3, inside) : {};
      return { id: own, label: `${id} ${own}`, score: at, ...some };
    });
    if (one.kind === 'choice') before.push({ id, repeated: inside });
    return {
      id,
      ask: one.kind === 'many' ? 'multiple-choice' : 'single-choice',
      text: `${id}?`,
      options,
      ...(one.randomise && chance && { randomise: true }),
      ...(source && { optionsFrom: { question: source.id, only: 'not-picked' } }),
    };
  };
  const stepOf = (one: Piece, inside: string | undefined): object => {
    count += 1;
    const id = `q${count}`;
    const when = condition(one.when, inside);
    switch (one.kind) {
      case 'say':
        return { ...when, say: `Said ${id}` };
      case 'set':
        return { ...when, set: { v: count } };
      case 'split':
        return { ...when, id, split: [{ name: 'x' }, { name: 'y', weight: chance ? 2 : 0 }] };
      case 'skip-to-end':
        return { ...when, goto: 'end' };
      case 'choice':
      case 'many':
        return { ...when, ...question(one, id, inside) };
      case 'group': {
        const repeated = one.repeat > 3 && inside === undefined;
        return {
          ...when,
          group: id,
          ...(one.randomise && chance && { randomise: true }),
          ...(repeated && { repeat: { times: one.repeat - 2, as: 'i' } }),
          steps: one.inner.map((inner) => stepOf(inner, inside ?? (repeated ? id : undefined))),
        };
      }
    }
  };
  const source = JSON.stringify({
    id: 't',
    kind: 'survey',
    languages: ['en'],
    title: 'T',
    oldTaps: 'change',
    steps: [
      ...pieces.map((one) => stepOf(one, undefined)),
      { id: 'last', ask: 'text', text: 'Last?' },
      { id: 'end', end: 'completed' },
    ],
  });
  const { flow, findings } = compileFlow(source, 't');
  if (!flow)
    throw new Error(`${findings.map(({ rule, message, path }) => `${path} ${rule} ${message}`).join('\n')}\n${source}`);
  return flow;
}

/** Answers with one of the options shown, or goes back to change an earlier answer. */
interface Deed {
  choice: number;
  earlier: number;
}
const deeds = fc.array(fc.record({ choice: fc.nat(7), earlier: fc.nat(12) }), { maxLength: 25 });
const played = fc.record({
  pieces: fc.array(piece, { minLength: 1, maxLength: 6 }),
  deeds,
  id: fc.constantFrom('s1', 's2', 's3'),
});

function start(flow: CompiledFlow, id: string): StepResult {
  return step(
    flow,
    beginSession(flow, { id, flowVersion: 'v', contact, now: 0 }),
    { kind: 'start' },
    { now: 0, contact },
  );
}

function optionsShown(result: StepResult): string[] {
  const questions = result.effects.flatMap((e) => (e.kind === 'send' && e.prompt.question ? [e.prompt.question] : []));
  return questions[0]?.options.map(({ id }) => id) ?? [];
}

function tap(session: Session, stepId: string, optionId: string): FlowEvent {
  const id = encodeTap({ sessionId: session.id, stepId, render: 1, action: { kind: 'option', optionId } });
  return { kind: 'message', content: { kind: 'tap', id, title: optionId, source: 'list' } };
}

function eventFor(flow: CompiledFlow, { session }: StepResult, shown: string[], { choice, earlier }: Deed): FlowEvent {
  const { waiting, path } = session;
  const old = earlier < 4 ? path[earlier] : undefined;
  const question = flow.questions.get(old ?? '');
  if (old && question && old !== waiting?.stepId && question.type.kind === 'single-choice')
    return tap(session, old, question.options[choice % question.options.length]?.id ?? '');
  const option = shown[choice % Math.max(shown.length, 1)];
  const waitsForMany = flow.questions.get(waiting?.stepId ?? '')?.type.kind === 'multiple-choice';
  if (!option || waitsForMany) return { kind: 'message', content: { kind: 'text', text: String((choice % 3) + 1) } };
  return tap(session, waiting?.stepId ?? '', option);
}

/** Plays, and looks at every turn. */
function play(
  { pieces, deeds: done, id }: { pieces: Piece[]; deeds: Deed[]; id: string },
  check: (flow: CompiledFlow, before: Session, event: FlowEvent, after: StepResult) => void,
): void {
  const flow = write(pieces);
  let result = start(flow, id);
  let shown = optionsShown(result);
  for (const [at, deed] of done.entries()) {
    if (result.session.status === 'ended') return;
    const before = result.session;
    const event = eventFor(flow, result, shown, deed);
    result = step(flow, before, event, { now: at, contact });
    check(flow, before, event, result);
    shown = optionsShown(result);
  }
}

test('the answers kept are those of the way taken: given anew, they lead along the same way', () => {
  fc.assert(
    fc.property(played, (scenario) => {
      play(scenario, (flow, _before, _event, { session }) => {
        const { waiting } = session;
        // Answers further on stay until the way has come by; the way so far is what is looked at.
        const taken = waiting ? session.path.slice(0, session.path.indexOf(waiting.stepId)) : session.path;
        let again = start(flow, session.id);
        for (const stepId of taken) {
          expect(again.session.waiting?.stepId).toBe(stepId);
          const value = session.answers[stepId]?.value;
          const event: FlowEvent =
            typeof value === 'string' && flow.questions.get(stepId)?.type.kind === 'single-choice'
              ? tap(again.session, stepId, value)
              : { kind: 'message', content: { kind: 'text', text: session.answers[stepId]?.label ?? '' } };
          again = step(flow, again.session, event, { now: 0, contact });
        }
        expect(again.session.waiting?.stepId).toBe(waiting?.stepId);
        expect(again.session.vars).toEqual(session.vars);
        const orders = again.session.orders ?? {};
        for (const [id, order] of Object.entries(orders)) expect(session.orders?.[id]).toEqual(order);
        if (!waiting) expect(Object.keys(session.answers).toSorted()).toEqual(session.path.toSorted());
      });
    }),
    { numRuns: 120 },
  );
});

test('deterministic, and a session survives being stored at any turn', () => {
  fc.assert(
    fc.property(played, (scenario) => {
      play(scenario, (flow, before, event, after) => {
        const stored = JSON.stringify(before);
        const again = (session: Session): StepResult =>
          step(flow, session, event, { now: after.session.updatedAt, contact });
        expect(JSON.stringify(again(JSON.parse(stored)))).toBe(JSON.stringify(after));
        // A database may give the keys back in another order.
        expect(again(Session.parse(JSON.parse(stored)))).toEqual(after);
      });
    }),
    { numRuns: 80 },
  );
});

test('what is answered is among the options that the question has, and was offered', () => {
  fc.assert(
    fc.property(played, (scenario) => {
      play(scenario, (flow, before, _event, { session, effects }) => {
        for (const effect of effects) {
          if (effect.kind !== 'answer-recorded') continue;
          const question = flow.questions.get(effect.stepId);
          const ids = question?.options.map(({ id }) => id) ?? [];
          const { value } = effect.answer;
          if (ids.length > 0) for (const pick of [value].flat()) expect(ids).toContain(pick);
        }
        expect(session.orders ?? {}).toMatchObject(before.orders ?? {});
      });
    }),
    { numRuns: 80 },
  );
});

test('a called flow asks, keeps and says what it does by itself', () => {
  fc.assert(
    fc.property(played, ({ pieces, deeds: done, id }) => {
      // What chance decides hangs on the names of the steps, which are others where the flow is called.
      const alone = write(pieces, false);
      const { flow: calling, findings } = compileFlow(
        JSON.stringify({
          ...{ id: 'calling', kind: 'survey', languages: ['en'], title: 'C', oldTaps: 'change' },
          steps: [
            { id: 'c', subflow: 't' },
            { id: 'after', ask: 'text', text: 'After?' },
          ],
        }),
        'calling',
        { subflow: () => ({ source: alone.source, file: 't' }) },
      );
      if (!calling) throw new Error(JSON.stringify(findings));
      let one = start(alone, id);
      let other = start(calling, id);
      for (const deed of done) {
        const { session } = one;
        // Answers off the way are dropped when a session ends; the calling one goes on, and has them behind where it waits.
        const { path } = other.session;
        const taken = session.waiting ? path : path.slice(0, path.indexOf('after'));
        expect(taken).toEqual(session.path.map((stepId) => `c__${stepId}`));
        expect(other.session.waiting?.stepId).toBe(session.waiting ? `c__${session.waiting.stepId}` : 'after');
        const kept = session.waiting ? Object.keys(other.session.answers) : taken;
        expect(Object.fromEntries(kept.map((stepId) => [stepId, other.session.answers[stepId]]))).toEqual(
          Object.fromEntries(Object.entries(session.answers).map(([stepId, answer]) => [`c__${stepId}`, answer])),
        );
        const { c: back, ...vars } = other.session.vars;
        expect(vars).toEqual(
          Object.fromEntries(Object.entries(session.vars).map(([name, value]) => [`c__${name}`, value])),
        );
        expect(back).toBe(session.waiting ? undefined : 'completed');
        if (!session.waiting) return;
        expect(bodies(other)).toEqual(bodies(one));
        const [first, second] = [
          eventFor(alone, one, optionsShown(one), deed),
          eventFor(calling, other, optionsShown(other), deed),
        ];
        one = step(alone, session, first, { now: 1, contact });
        other = step(calling, other.session, second, { now: 1, contact });
      }
    }),
    {
      numRuns: 120,
      // A changed answer that leads past one that had been given, to the end of the called flow.
      examples: [
        [
          {
            pieces: [
              { kind: 'choice', when: 0, randomise: false, some: false, from: 0, score: 0 },
              { kind: 'skip-to-end', when: 3 },
              { kind: 'many', when: 0, randomise: false },
            ],
            deeds: [
              { choice: 0, earlier: 12 },
              { choice: 0, earlier: 12 },
              { choice: 1, earlier: 0 },
              { choice: 0, earlier: 12 },
            ],
            id: 's1',
          },
        ],
      ],
    },
  );
});

function bodies({ effects }: StepResult): string[] {
  return effects.flatMap((effect) => (effect.kind === 'send' ? [effect.prompt.body] : []));
}
