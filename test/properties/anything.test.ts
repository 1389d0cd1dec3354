import fc from 'fast-check';
import { deepFreeze } from '../support/run.js';
import { stringify } from 'yaml';
import type { AnswerKind } from '../../src/flow/answers/registry.js';
import { compileFlow } from '../../src/flow/compile.js';
import type { CompiledFlow } from '../../src/flow/compile.js';
import { answerKinds } from '../../src/flow/definition/ask-step.js';
import type { FlowEvent, StepResult } from '../../src/flow/engine.js';
import type { InboundContent } from '../../src/flow/inbound.js';
import { Session } from '../../src/flow/session.js';
import { beginSession, step } from '../../src/flow/step.js';
import { courseWordsFor } from '../../src/flow/words/course.js';
import { wordsByLanguage } from '../../src/flow/words/words.js';
import { decodeTap, encodeTap } from '../../src/rendering/binding.js';
import type { TapAction } from '../../src/rendering/binding.js';
import { checkMessage } from '../../src/rendering/check-message.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';
import { HOUR, MINUTE } from '../../src/time/instant.js';

/**
 * Anything a person can send to any question, in any order, at any time: never an exception, never an answer against
 * the wrong question, and what a turn leaves can be stored.
 */

const options = [
  { id: 'red', label: { en: 'Red', ar: 'أحمر', hi: 'लाल' } },
  { id: 'blue', label: { en: 'Blue', ar: 'أزرق', hi: 'नीला' }, score: 2 },
  { id: 'back', label: { en: 'Back', ar: 'رجوع', hi: 'पीछे' } },
];

/** What a question of the type needs besides its text. */
const needs: Partial<Record<AnswerKind, object>> = {
  'single-choice': { options: [...options, { id: 'else', label: 'Something else', specify: true }] },
  'multiple-choice': { options: [...options, { id: 'none', label: 'None', exclusive: true }], selectAll: true, min: 2 },
  ranking: { options },
  matrix: {
    rows: [
      { id: 'speed', label: 'Speed' },
      { id: 'taste', label: 'Taste' },
    ],
    options,
  },
  text: { minLength: 2 },
  consent: { version: '2026-03' },
  'date-time': { min: 'today' },
};

/** A flow with a question of every type, beginning with the given one; every second may be skipped. */
function flowFrom(first: number): CompiledFlow {
  const kinds = [...answerKinds.slice(first), ...answerKinds.slice(0, first)];
  const questions = kinds.map((kind, index) => ({
    id: nameOf(kind),
    ask: kind,
    text: { en: `${kind}?`, ar: `${kind}؟`, hi: `${kind}।` },
    ...(index % 2 === 1 && { optional: true }),
    ...needs[kind],
  }));
  const document = {
    id: 'everything',
    kind: 'survey',
    languages: ['en', 'ar', 'hi'],
    title: 'Everything',
    oldTaps: first % 2 === 0 ? 'change' : 'explain',
    retries: { limit: 2, then: 'skip' },
    timeout: { after: '2h', then: 'skip' },
    reminders: [{ after: '30m' }, { after: '1h', text: 'Still there?' }],
    expires: '60h',
    steps: [
      { say: 'Welcome' },
      ...questions.slice(0, 3),
      { when: `${questions[0]?.id ?? ''} != null`, say: 'Thank you so far' },
      { group: 'rest', steps: questions.slice(3) },
      { end: 'completed', say: 'Done' },
    ],
  };
  const { flow, findings } = compileFlow(stringify(document), 'everything.yaml');
  if (!flow) throw new Error(findings.map(({ message, path }) => `${path} ${message}`).join('\n'));
  return flow;
}

function nameOf(kind: AnswerKind): string {
  return `q_${kind.replaceAll('-', '_')}`;
}

const flows = answerKinds.map((_, first) => flowFrom(first));

type Deed =
  | { kind: 'sends'; content: InboundContent; quotes?: number }
  /** What answers the waiting question. */
  | { kind: 'fits' }
  /** Takes the nth choice of a question shown before; small numbers are recent. */
  | { kind: 'taps'; question: number; choice: number; foreign: boolean }
  | { kind: 'happens'; event: FlowEvent; after: number };

const said = (text: string): InboundContent => ({ kind: 'text', text });
const file = (of: 'image' | 'video' | 'audio' | 'document'): InboundContent => ({ kind: 'media', media: of, id: 'm2' });

const fitting: Record<AnswerKind, InboundContent> = {
  'single-choice': said('2'),
  'multiple-choice': said('1, 2'),
  'yes-no': said('yes'),
  ranking: said('3, 1, 2'),
  matrix: said('1 2'),
  text: said('Fine, thanks'),
  number: said('7.5'),
  integer: said('7'),
  rating: said('4'),
  csat: said('4'),
  ces: said('4'),
  nps: said('9'),
  consent: said('yes'),
  language: said('हिंदी'),
  date: said('2026-05-01'),
  time: said('14:30'),
  'date-time': said('2026-05-01 14:30'),
  email: said('ann@example.org'),
  phone: said('+20 100 123 4567'),
  url: said('https://example.org/a'),
  contact: said('Ann +20 100 123 4567'),
  location: { kind: 'location', latitude: 30.04, longitude: 31.23 },
  image: file('image'),
  video: file('video'),
  audio: file('audio'),
  document: file('document'),
};

const ourWords = Object.entries(wordsByLanguage).flatMap(([language, { keywords, skip, done, all, yes, no }]) => [
  ...[...keywords.restart, ...skip, ...done, ...all, ...yes, ...no].slice(0, 12),
  ...Object.values(courseWordsFor(language).forms).map(([word = '']) => word),
]);
const typed = fc.oneof(
  fc.constantFrom(...ourWords),
  fc.constantFrom('1', '2', '٣', '१', '1, 3', '2 1 3', 'Red', 'नीला', 'blue, red', 'back', 'English', 'العربية', '9'),
  fc.constantFrom('tomorrow', '10/3/26', '31/02/2026', '5pm', '2026-03-10 14:30', 'غدا', 'कल', '17h30', 'in 3 days'),
  fc.constantFrom('ann@x.org', '+20 100 123 4567', 'Ann 0100 123 4567', 'x.org', '30.04, 31.23', '★★★★', '😡', '8/10'),
  fc.constantFrom('', ' ', '\u200b', '__proto__', 'constructor', '{{ contact.name }}', '1e999', '-0', '½', 'NaN'),
  fc.constantFrom('cv1|s1|q_text|1|o:x', '|', '🇩🇪👨‍👩‍👧', '\ud800', 'ﷺ', '\u202e1'),
  fc.integer().map(String),
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc.string({ maxLength: 60, unit: 'grapheme' }),
  fc.constant('word '.repeat(3_000)),
);
const media = fc.record({
  kind: fc.constant('media' as const),
  media: fc.constantFrom('image', 'video', 'audio', 'document', 'sticker'),
  id: fc.constant('m1'),
});
const content: fc.Arbitrary<InboundContent> = fc.oneof(
  { weight: 6, arbitrary: typed.map((text) => ({ kind: 'text' as const, text })) },
  { weight: 2, arbitrary: media },
  {
    weight: 1,
    arbitrary: fc
      .tuple(media, typed)
      .map(([file, caption]) => ({ ...file, caption, mime: 'image/png', filename: caption })),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constant('location' as const), latitude: fc.double(), longitude: fc.double() }),
      fc
        .array(fc.record({ name: typed, phones: fc.array(typed, { maxLength: 2 }) }), { maxLength: 2 })
        .map((contacts) => ({ kind: 'contacts' as const, contacts, requested: false })),
      fc.anything().map((data) => ({ kind: 'form' as const, name: 'f', data })),
      fc.constantFrom<InboundContent>(
        { kind: 'order', items: [{}] },
        { kind: 'unsupported', type: 'poll' },
        { kind: 'reaction', emoji: '👍', messageId: 'x' },
        { kind: 'location', latitude: 30.04, longitude: 31.23, name: 'Cairo' },
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'cv1|broken',
          'cv1|s1|constructor|1|o:good',
          'cv1|s1|q_text|x|o:good',
          'cv1|s1|q_text|1|l:zz',
          '',
        ),
        typed,
      )
      .map(([id, title]) => ({ kind: 'tap' as const, id, title, source: 'list' as const })),
  },
);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('fits' as const) }) },
  { weight: 8, arbitrary: content.map((sent) => ({ kind: 'sends' as const, content: sent })) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('sends' as const), content, quotes: fc.nat(12) }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('taps' as const),
      question: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(8)),
      choice: fc.nat(9),
      foreign: fc.nat(19).map((n) => n === 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('happens' as const),
      event: fc.constantFrom<FlowEvent>(
        { kind: 'timeout' },
        { kind: 'reminder' },
        { kind: 'reminder' },
        { kind: 'nudge' },
        { kind: 'ask-again' },
        { kind: 'start' },
        { kind: 'template-shown', buttons: 'options' },
        { kind: 'template-shown', buttons: 'invite' },
        { kind: 'template-withdrawn' },
      ),
      after: fc.constantFrom(0, 10 * MINUTE, HOUR, 3 * HOUR),
    }),
  },
);
const scenario = fc.record({
  first: fc.nat(answerKinds.length - 1),
  language: fc.constantFrom('en', 'ar', 'hi', 'pt-BR'),
  deeds: fc.array(deed, { minLength: 5, maxLength: 60 }),
});

function kindAt(flow: CompiledFlow, { waiting }: Session): AnswerKind | undefined {
  const type = waiting ? flow.questions.get(waiting.stepId)?.type : undefined;
  return answerKinds.find((kind) => kind === type?.kind);
}

interface Shown {
  stepId: string;
  render: number;
  actions: TapAction[];
}

function shownIn({ effects }: StepResult): Shown[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'send' || !effect.prompt.question) return [];
    const { stepId, render, options: choices, multiple, offers, skippable } = effect.prompt.question;
    const actions = choices.map(({ id }): TapAction => {
      if (offers) return { kind: 'language', language: id };
      return { kind: multiple ? 'toggle' : 'option', optionId: id };
    });
    const more: TapAction[] = [{ kind: 'page', page: 1 }, { kind: 'resume' }, { kind: 'done' }];
    return [{ stepId, render, actions: [...actions, ...(skippable ? [{ kind: 'skip' } as const] : []), ...more] }];
  });
}

function eventOf(done: Deed, shown: readonly Shown[], waiting: AnswerKind | undefined): FlowEvent {
  if (done.kind === 'fits') return waiting ? { kind: 'message', content: fitting[waiting] } : { kind: 'ask-again' };
  if (done.kind === 'happens') return done.event;
  const recent = (back: number) => shown[shown.length - 1 - (back % shown.length)];
  if (done.kind === 'sends') {
    const quoted = done.quotes === undefined ? undefined : recent(done.quotes);
    return {
      kind: 'message',
      content: done.content,
      ...(quoted && { quoted: { sessionId: 's1', stepId: quoted.stepId } }),
    };
  }
  const question = recent(done.question);
  const action = question?.actions[done.choice % question.actions.length];
  if (!question || !action) return { kind: 'ask-again' };
  const id = encodeTap({ sessionId: done.foreign ? 'other' : 's1', ...question, action });
  return { kind: 'message', content: { kind: 'tap', id, title: 'a title', source: 'button' } };
}

/** Which question an event can be an answer to. */
function meantFor(before: Session, event: FlowEvent): string | undefined {
  if (event.kind === 'timeout') return before.waiting?.stepId;
  if (event.kind !== 'message') return undefined;
  const tap = event.content.kind === 'tap' ? decodeTap(event.content.id) : undefined;
  if (!tap) return before.waiting?.stepId;
  return tap.sessionId === before.id && tap.action.kind !== 'language' ? tap.stepId : undefined;
}

function checkTurn(flow: CompiledFlow, before: Session, event: FlowEvent, { session, effects }: StepResult): void {
  const stored: unknown = JSON.parse(JSON.stringify(session));
  expect(Session.parse(stored)).toEqual(session);
  expect(session.waiting === null).toBe(session.status === 'ended');
  expect(flow.languages).toContain(session.language);

  const recorded = effects.flatMap((effect) => (effect.kind === 'answer-recorded' ? [effect.stepId] : []));
  const removed = effects.flatMap((effect) => (effect.kind === 'answer-removed' ? [effect.stepId] : []));
  const meant = [meantFor(before, event), ...(event.kind === 'message' && event.quoted ? [event.quoted.stepId] : [])];
  expect(recorded.length).toBeLessThanOrEqual(1);
  for (const id of recorded) expect(meant).toContain(id);
  for (const [id, answer] of Object.entries(before.answers)) {
    if (!recorded.includes(id) && !removed.includes(id)) expect(session.answers[id]).toEqual(answer);
  }
  for (const id of Object.keys(session.answers)) expect(session.path).toContain(id);

  const prompts = effects.flatMap((effect) => (effect.kind === 'send' ? [effect.prompt] : []));
  for (const message of renderPrompts(prompts, whatsappCapabilities))
    expect(checkMessage(message, whatsappCapabilities)).toEqual([]);
}

test('there is a question of every type', () => {
  for (const flow of flows)
    expect(new Set([...flow.questions.values()].map(({ type }) => type.kind)).size).toBe(answerKinds.length);
});

test('whatever is sent, to whichever question, whenever', () => {
  const answered = new Set<string>();
  fc.assert(
    fc.property(scenario, ({ first, language, deeds }) => {
      const flow = flows[first];
      if (!flow) throw new Error('no such flow');
      const contact = { name: 'Ann', language, phone: '+201001234567', timezone: 'Africa/Cairo', attributes: {} };
      let now = Date.UTC(2026, 2, 2, 12);
      let session = beginSession(flow, { id: 's1', flowVersion: 'v1', contact, now });
      const shown: Shown[] = [];
      for (const done of [undefined, ...deeds]) {
        now += MINUTE + (done?.kind === 'happens' ? done.after : 0);
        const event: FlowEvent = done ? eventOf(done, shown, kindAt(flow, session)) : { kind: 'start' };
        deepFreeze(session);
        const result = step(flow, session, event, { now, contact });
        checkTurn(flow, session, event, result);
        for (const effect of result.effects)
          if (effect.kind === 'answer-recorded' && effect.answer.value !== null) answered.add(effect.stepId);
        shown.push(...shownIn(result));
        session = Session.parse(JSON.parse(JSON.stringify(result.session)));
      }
      const expired = step(flow, session, { kind: 'expire' }, { now, contact });
      expect(expired.session.status).toBe('ended');
    }),
    { numRuns: 300 },
  );
  // It is only worth something if the answers come through too.
  expect(answerKinds.map(nameOf).filter((id) => !answered.has(id))).toEqual([]);
});
