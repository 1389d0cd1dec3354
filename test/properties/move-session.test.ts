import fc from 'fast-check';
import type { CompiledFlow } from '../../src/flow/compiled-flow.js';
import type { Effect, FlowEvent } from '../../src/flow/engine.js';
import { Session } from '../../src/flow/session.js';
import type { AnswerValue } from '../../src/flow/session.js';
import { beginSession, step } from '../../src/flow/step.js';
import { compareVersions } from '../../src/flow/versions/compare-versions.js';
import { moveSession } from '../../src/flow/versions/move-session.js';
import { compiled } from '../support/flows.js';

/** A question as a version may have it; what the test itself knows of it is enough to judge an answer. */
type Question = {
  id: string;
  optional: boolean;
  when: string | undefined;
} & (
  | { ask: 'single-choice'; options: string[] }
  | { ask: 'multiple-choice'; options: string[]; exclusive: string | undefined; max: number | undefined }
  | { ask: 'number'; min: number; max: number }
  | { ask: 'text'; maxLength: number | undefined }
  | { ask: 'yes-no' }
);

const OPTIONS = ['red', 'green', 'blue', 'grey'];
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

const kinds = fc.oneof(
  fc.record({ ask: fc.constant('single-choice' as const), options: fc.subarray(OPTIONS, { minLength: 2 }) }),
  fc.record({
    ask: fc.constant('multiple-choice' as const),
    options: fc.subarray(OPTIONS, { minLength: 2 }),
    exclusive: fc.constantFrom(undefined, ...OPTIONS),
    max: fc.constantFrom(undefined, 1, 2),
  }),
  fc.record({
    ask: fc.constant('number' as const),
    min: fc.integer({ min: -2, max: 3 }),
    max: fc.integer({ min: 3, max: 9 }),
  }),
  fc.record({ ask: fc.constant('text' as const), maxLength: fc.constantFrom(undefined, 3, 8) }),
  fc.record({ ask: fc.constant('yes-no' as const) }),
);

/** Conditions look at questions before, so that every version is a good flow. */
const version = fc
  .tuple(
    fc.shuffledSubarray(IDS, { minLength: 1 }),
    fc.array(fc.tuple(kinds, fc.boolean(), fc.boolean()), { minLength: 6, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([ids, made, says]) => {
    const questions = ids.flatMap((id, index): Question[] => {
      const [kind, optional, conditional] = made[index] ?? [];
      const before = ids[index - 1];
      const when = conditional && before !== undefined ? `${before} != null` : undefined;
      return kind ? [{ ...kind, id, optional: optional ?? false, when }] : [];
    });
    return { questions, source: sourceOf(questions, says) };
  });

function sourceOf(questions: readonly Question[], says: boolean): string {
  const steps = questions.flatMap((question) => [...(says ? [{ say: `About ${question.id}` }] : []), stepOf(question)]);
  const document = { id: 'flow', kind: 'survey', languages: ['en'], title: 'Flow', steps };
  return JSON.stringify(document);
}

function stepOf({ id, optional, when, ...kind }: Question): object {
  const common = { id, text: `Question ${id}?`, optional, ...(when !== undefined && { when }) };
  const defined = Object.fromEntries(Object.entries(kind).filter(([, value]) => value !== undefined));
  if (kind.ask === 'single-choice')
    return { ...common, ...defined, options: kind.options.map((option) => ({ id: option, label: option })) };
  if (kind.ask === 'multiple-choice') {
    const { exclusive, ...rest } = kind;
    const options = kind.options.map((option) => ({
      id: option,
      label: option,
      ...(option === exclusive && { exclusive: true }),
    }));
    return { ...common, ask: rest.ask, ...(rest.max !== undefined && { max: rest.max }), options };
  }
  return { ...common, ...defined };
}

/** Judged by the test's own knowledge of the question, not by the engine's. */
function isAnswerTo(question: Question | undefined, value: AnswerValue): boolean {
  if (!question) return false;
  if (value === null) return question.optional;
  switch (question.ask) {
    case 'single-choice':
      return typeof value === 'string' && question.options.includes(value);
    case 'multiple-choice':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.length <= (question.max ?? 9) &&
        value.every((pick) => question.options.includes(pick)) &&
        (value.length === 1 || !value.some((pick) => pick === question.exclusive))
      );
    case 'number':
      return typeof value === 'number' && value >= question.min && value <= question.max;
    case 'text':
      return typeof value === 'string' && value.length <= (question.maxLength ?? 10_000);
    case 'yes-no':
      return typeof value === 'boolean';
  }
}

const contact = { attributes: {} };
const words = fc.constantFrom(
  'red',
  'green',
  'blue, red',
  'grey',
  '1',
  '2',
  '5',
  '-1',
  'yes',
  'no',
  'skip',
  'back',
  'hello there',
  'ok',
);
const map = fc.dictionary(fc.constantFrom(...IDS, '__proto__', 'nothing'), fc.constantFrom(...IDS, 'constructor', ''), {
  maxKeys: 3,
});

const stored = (session: Session): Session => Session.parse(JSON.parse(JSON.stringify(session)));
const says = (text: string): FlowEvent => ({ kind: 'message', content: { kind: 'text', text } });

function play(flow: CompiledFlow, texts: readonly string[], from?: Session): Session {
  let session = from ?? beginSession(flow, { id: 's', flowVersion: 'one', contact, now: 0 });
  const events: FlowEvent[] = [...(from ? [] : [{ kind: 'start' } as const]), ...texts.map(says)];
  for (const event of events)
    session = stored(step(flow, session, event, { now: session.updatedAt + 1, contact }).session);
  return session;
}

const moving = fc.record({ old: version, next: version, texts: fc.array(words, { maxLength: 8 }), map });

test('a moved session fits its new version, whatever the two are', () => {
  fc.assert(
    fc.property(moving, words, ({ old, next, texts, map: given }, word) => {
      const [before, after] = [compiled(old.source), compiled(next.source)];
      const session = play(before, texts);
      const context = { now: 99, contact };
      const whole = JSON.stringify(session);
      const result = moveSession(before, { version: 'two', flow: after }, session, given, context);

      expect(JSON.stringify(session)).toBe(whole);
      expect(JSON.stringify(moveSession(before, { version: 'two', flow: after }, session, given, context))).toBe(
        JSON.stringify(result),
      );
      const moved = stored(result.session);
      expect(moved).toEqual(result.session);
      if (session.status === 'ended') return expect(moved).toEqual(session);

      expect([moved.flowVersion, moved.turn]).toEqual(['two', session.turn + 1]);
      const byId = new Map(next.questions.map((question) => [question.id, question]));
      for (const [id, { value }] of Object.entries(moved.answers)) {
        expect({ id, value, fits: isAnswerTo(byId.get(id), value) }).toEqual({ id, value, fits: true });
        expect(moved.path).toContain(id);
      }
      const unanswered = moved.path.filter((id) => !moved.answers[id]);
      // Who has gone back to a question waits on one that has an answer.
      if (!moved.waiting?.returning) expect(unanswered).toEqual(moved.waiting ? [moved.waiting.stepId] : []);
      else expect(unanswered.length).toBeLessThanOrEqual(1);
      expect(moved.path.every((id) => byId.has(id))).toBe(true);
      expect(moved.status === 'active').toBe(moved.waiting !== null);
      expect(answersAfter(session, result.effects)).toEqual(moved.answers);
      expect(result.effects.filter(({ kind }) => kind === 'completed')).toHaveLength(moved.status === 'ended' ? 1 : 0);
      // What is asked is what waits, and only once.
      const asked = result.effects.flatMap((effect) =>
        effect.kind === 'send' && effect.prompt.question ? [effect.prompt.question.stepId] : [],
      );
      expect(asked.length).toBeLessThanOrEqual(1);
      for (const id of asked) expect(id).toBe(moved.waiting?.stepId);
      // And on it goes.
      if (moved.waiting) play(after, [word, 'skip', 'yes', '3'], moved);
    }),
    { numRuns: 200 },
  );
});

test('nothing is lost, asked or said where the next version is the same', () => {
  fc.assert(
    fc.property(version, fc.array(words, { maxLength: 8 }), ({ source }, texts) => {
      const flow = compiled(source);
      const session = play(flow, texts);
      const context = { now: 99, contact };
      expect(moveSession(flow, { version: 'one', flow }, session, {}, context)).toEqual({ session, effects: [] });

      const { session: moved, effects } = moveSession(
        flow,
        { version: 'two', flow: compiled(source) },
        session,
        {},
        context,
      );
      if (session.status === 'ended') return expect(moved).toEqual(session);
      expect(moved).toEqual({ ...session, flowVersion: 'two', turn: session.turn + 1, updatedAt: 99 });
      expect(effects.map(({ kind }) => kind)).toEqual(['note']);
    }),
  );
});

test('what the comparison promises for answers is what a move keeps', () => {
  fc.assert(
    fc.property(moving, ({ old, next, texts }) => {
      const [before, after] = [compiled(old.source), compiled(next.source)];
      const session = play(before, texts);
      if (session.status === 'ended') return;
      const { effects } = moveSession(before, { version: 'two', flow: after }, session, {}, { now: 99, contact });
      const note = effects.find((effect) => effect.kind === 'note' && effect.name === 'session.moved');
      const dropped = note?.kind === 'note' ? String(note.data.dropped ?? '').split(', ') : [];
      for (const { question, answers } of compareVersions(before, after).questions) {
        // `all` can still be off the new way; `none` never stays.
        if (answers === 'none' && session.answers[question]) expect(dropped).toContain(question);
      }
    }),
  );
});

/** The answers as somebody has them who only follows the effects. */
function answersAfter(session: Session, effects: readonly Effect[]): Session['answers'] {
  const answers = { ...session.answers };
  for (const effect of effects) {
    if (effect.kind === 'answer-removed') delete answers[effect.stepId];
    if (effect.kind === 'answer-recorded') answers[effect.stepId] = effect.answer;
  }
  return answers;
}
