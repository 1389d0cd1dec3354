import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFlow } from '../../src/flow/compile.js';
import type { CompiledFlow } from '../../src/flow/compile.js';
import type { FlowEvent, StepResult } from '../../src/flow/engine.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import { Prompt } from '../../src/flow/prompt.js';
import { Session } from '../../src/flow/session.js';
import { beginSession, step } from '../../src/flow/step.js';
import { encodeTap } from '../../src/rendering/binding.js';
import type { TapAction } from '../../src/rendering/binding.js';

const contact = { name: 'Ann', attributes: {} };
const flowIds = ['clinic-visit', 'product-survey', 'nps-follow-up'] as const;
type FlowId = (typeof flowIds)[number];
const flows = {
  'clinic-visit': load('clinic-visit'),
  'product-survey': load('product-survey'),
  'nps-follow-up': load('nps-follow-up'),
} satisfies Record<FlowId, CompiledFlow>;

function load(id: string): CompiledFlow {
  const { flow } = compileFlow(readFileSync(join(__dirname, '..', '..', 'flows', `${id}.yaml`), 'utf8'), id);
  if (!flow) throw new Error(`${id} does not compile`);
  return flow;
}

/** What a contact does, before it is known which flow and question it meets. */
type Deed =
  | { kind: 'type'; text: string }
  | { kind: 'content'; content: InboundContent }
  /** Takes the nth choice of the nth question shown so far: a good tap, an old one, a tick, a page. */
  | { kind: 'tap'; question: number; choice: number; foreign: boolean }
  | { kind: 'quote'; question: number; text: string }
  | { kind: 'event'; event: FlowEvent };

const words = fc.constantFrom(
  'yes',
  'no',
  '1',
  '2',
  '٣',
  '1, 3',
  'skip',
  'done',
  'Berlin',
  'good',
  'poor',
  '7',
  '10',
  '-1',
  '',
  ' ',
  '{{ contact.name }}',
  '__proto__',
  'نعم',
);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      text: fc.oneof(words, fc.string({ maxLength: 40, unit: 'grapheme' })),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('tap' as const),
      question: fc.nat(12),
      choice: fc.nat(14),
      foreign: fc.nat(9).map((n) => n === 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('quote' as const), question: fc.nat(12), text: words }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<InboundContent>(
        { kind: 'unsupported', type: 'poll' },
        { kind: 'reaction', emoji: '👍', messageId: 'x' },
        { kind: 'location', latitude: 1, longitude: 2 },
        { kind: 'media', media: 'image', id: 'i', caption: 'good' },
        { kind: 'media', media: 'sticker', id: 'i' },
        { kind: 'tap', id: 'cv1|broken', title: 'Good', source: 'list' },
        { kind: 'tap', id: 'cv1|s1|constructor|1|o:good', title: 'Good', source: 'button' },
        { kind: 'form', name: 'f', data: { a: [1] } },
        { kind: 'contacts', contacts: [], requested: false },
      )
      .map((content) => ({ kind: 'content' as const, content })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<FlowEvent>(
        { kind: 'nudge' },
        { kind: 'ask-again' },
        { kind: 'start' },
        { kind: 'template-shown', buttons: 'options' },
        { kind: 'template-shown', buttons: 'invite' },
        { kind: 'template-withdrawn' },
      )
      .map((event) => ({ kind: 'event' as const, event })),
  },
);
const scenario = fc.record({
  flowId: fc.constantFrom(...flowIds),
  deeds: fc.array(deed, { maxLength: 30 }),
  language: fc.constantFrom('en', 'ar', 'es', 'fr'),
});

interface Shown {
  stepId: string;
  render: number;
  actions: TapAction[];
}

function eventOf(done: Deed, shown: Shown[]): FlowEvent {
  switch (done.kind) {
    case 'type':
      return { kind: 'message', content: { kind: 'text', text: done.text } };
    case 'content':
      return { kind: 'message', content: done.content };
    case 'event':
      return done.event;
    case 'quote': {
      const question = shown[done.question % shown.length];
      return {
        kind: 'message',
        content: { kind: 'text', text: done.text },
        ...(question && { quoted: { sessionId: 's1', stepId: question.stepId } }),
      };
    }
    case 'tap': {
      // Small numbers mean recent questions.
      const question = shown[shown.length - 1 - (done.question % shown.length)];
      const action = question?.actions[done.choice % question.actions.length];
      if (!question || !action) return { kind: 'ask-again' };
      const id = encodeTap({
        sessionId: done.foreign ? 'other' : 's1',
        stepId: question.stepId,
        render: question.render,
        action,
      });
      return { kind: 'message', content: { kind: 'tap', id, title: 'a title', source: 'button' } };
    }
  }
}

function actionsOf({ options, multiple, skippable }: NonNullable<Prompt['question']>): TapAction[] {
  return [
    ...options.map((option): TapAction => ({ kind: multiple ? 'toggle' : 'option', optionId: option.id })),
    ...(multiple ? [{ kind: 'done' } as const] : []),
    ...(skippable ? [{ kind: 'skip' } as const] : []),
    { kind: 'page', page: 1 },
    { kind: 'resume' },
  ];
}

/** Plays a scenario and looks at every turn. */
function run(
  { flowId, deeds, language }: { flowId: FlowId; deeds: Deed[]; language: string },
  check: (before: Session, event: FlowEvent, result: StepResult, now: number) => void,
): Session {
  const flow = flows[flowId];
  const shown: Shown[] = [];
  let session = beginSession(flow, { id: 's1', flowVersion: 'v1', contact, language, now: 0 });
  for (const [index, event] of [undefined, ...deeds].entries()) {
    const taken = event ? eventOf(event, shown) : { kind: 'start' as const };
    const result = step(flow, session, taken, { now: index, contact });
    check(session, taken, result, index);
    for (const effect of result.effects) {
      if (effect.kind !== 'send' || !effect.prompt.question) continue;
      const { stepId, render } = effect.prompt.question;
      shown.push({ stepId, render, actions: actionsOf(effect.prompt.question) });
    }
    session = result.session;
  }
  return session;
}

test('deterministic, pure, and a session survives being stored at any turn', () => {
  fc.assert(
    fc.property(scenario, (played) => {
      run(played, (before, event, result, now) => {
        const frozen = JSON.stringify(before);
        const flow = flows[played.flowId];
        const again = step(flow, JSON.parse(frozen), event, { now, contact });
        expect(JSON.stringify(before)).toBe(frozen);
        expect(JSON.stringify(again)).toBe(JSON.stringify(result));
        // A database may give the keys back in another order.
        const stored = step(flow, Session.parse(JSON.parse(frozen)), event, { now, contact });
        expect(stored).toEqual(result);
        expect(Session.parse(JSON.parse(JSON.stringify(result.session)))).toEqual(result.session);
      });
    }),
    { numRuns: 150 },
  );
});

test('a message is never recorded against a question it was not meant for', () => {
  fc.assert(
    fc.property(scenario, (played) => {
      run(played, (before, event, { effects }) => {
        const recorded = effects.flatMap((effect) => (effect.kind === 'answer-recorded' ? [effect.stepId] : []));
        expect(recorded.length).toBeLessThanOrEqual(1);
        if (recorded.length === 0 || event.kind !== 'message') return expect(recorded).toEqual([]);
        const tapped = event.content.kind === 'tap' ? event.content.id.split('|') : [];
        if (tapped.length === 5) expect([tapped[1], tapped[2]]).toEqual(['s1', recorded[0]]);
        else expect([before.waiting?.stepId, event.quoted?.stepId]).toContain(recorded[0]);
        if (flows[played.flowId].oldTaps === 'explain') expect(recorded[0]).toBe(before.waiting?.stepId);
      });
    }),
    { numRuns: 250 },
  );
});

test('answers lie on the path, every prompt is whole, and each asks or the session is over', () => {
  fc.assert(
    fc.property(scenario, (played) => {
      run(played, (before, _event, { session, effects }) => {
        expect(session.path).toEqual(expect.arrayContaining(Object.keys(session.answers)));
        expect(new Set(session.path).size).toBe(session.path.length);
        expect(session.waiting === null).toBe(session.status === 'ended');
        if (session.waiting) expect(session.path).toContain(session.waiting.stepId);
        for (const effect of effects) {
          if (effect.kind !== 'send') continue;
          expect(Prompt.parse(effect.prompt).body.trim()).not.toBe('');
        }
        const questions = effects.flatMap((effect) =>
          effect.kind === 'send' && effect.prompt.question ? [effect.prompt.question] : [],
        );
        expect(questions.length).toBeLessThanOrEqual(1);
        for (const question of questions)
          expect([question.stepId, question.render]).toEqual([session.waiting?.stepId, session.waiting?.render]);
        expect(session.turn - before.turn).toBe(session === before ? 0 : 1);
      });
    }),
    { numRuns: 150 },
  );
});

test('after the end nothing changes', () => {
  fc.assert(
    fc.property(scenario, deed, (played, late) => {
      const session = run(played, () => undefined);
      const ended = step(
        flows[played.flowId],
        session,
        { kind: 'end', disposition: 'refused', reason: 'stop-keyword' },
        { now: 99, contact },
      ).session;
      const after = step(
        flows[played.flowId],
        ended,
        eventOf(late, [{ stepId: 'overall', render: 1, actions: [{ kind: 'option', optionId: 'good' }] }]),
        { now: 100, contact },
      );
      expect(after.session).toBe(ended);
      expect(after.effects.filter((effect) => effect.kind !== 'note')).toEqual([]);
    }),
  );
});
