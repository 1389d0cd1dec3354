import { z } from 'zod';
import { PreviewView } from '../../src/api/version-views.js';
import { Phone } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';

const TRIP = `
id: trip
kind: survey
languages: [en, ar]
title: { en: Your trip, ar: رحلتك }
start: { keywords: [trip] }
steps:
  - id: by
    ask: single-choice
    text: { en: How did you come?, ar: كيف وصلت؟ }
    options:
      - { id: bus, label: { en: By bus, ar: بالحافلة } }
      - { id: car, label: { en: By car, ar: بالسيارة } }
  - id: minutes
    ask: number
    text: { en: How many minutes?, ar: كم دقيقة؟ }
  - id: wish
    ask: text
    text: { en: What could be better?, ar: ما الذي يمكن تحسينه؟ }
  - end: completed
    say: { en: Thank you!, ar: شكرا }
`;
/** Another name for one question, another wording of a second, and a new one in between. */
const NEXT = TRIP.replace('id: minutes', 'id: duration')
  .replace('What could be better?', 'What should we change?')
  .replace('  - id: wish', '  - id: again\n    ask: yes-no\n    text: Would you come again?\n  - id: wish');
const MAP = { minutes: 'duration' };

let system: System;

beforeAll(async () => {
  system = await startSystem();
  await system.connect();
  expect(await system.api.call('POST', '/flows', { source: TRIP })).toMatchObject({
    status: 201,
    body: { sessions: { choice: 'keep', live: 0 } },
  });
});

afterAll(() => system.stop());

let people = 0;
async function traveller(...texts: string[]): Promise<Phone> {
  people += 1;
  const phone = new Phone(system, String(15_550_200_100 + people));
  for (const text of ['trip', ...texts]) await phone.says(text);
  return phone;
}

const preview = (body: object) => system.api.read(PreviewView, '/flows/trip/preview', 'POST', body);
const versionOf = async (phone: Phone) => (await system.responseOf(phone.waId)).flowVersion;

describe('people in the middle of a flow that changes', () => {
  let atStart: Phone;
  let atMinutes: Phone;
  let atWish: Phone;
  let version = '';

  beforeAll(async () => {
    atStart = await traveller();
    atMinutes = await traveller('by bus');
    atWish = await traveller('by car', '30');
    version = await versionOf(atStart);
  });

  it('are counted by the question they wait on before anything is published', async () => {
    const seen = await preview({ source: NEXT, map: MAP });
    expect(seen).toMatchObject({ flowId: 'trip', published: version, findings: [] });
    expect(seen.comparison).toEqual({
      otherSteps: false,
      questions: [
        { question: 'by', change: 'unchanged', parts: [], answers: 'all' },
        { question: 'minutes', change: 'altered', becomes: 'duration', parts: ['id'], answers: 'all' },
        { question: 'wish', change: 'altered', parts: ['text'], answers: 'all' },
        { question: 'again', change: 'added', parts: [], answers: 'none' },
      ],
    });
    expect(seen.sessions).toMatchObject({
      live: 3,
      affected: 2,
      versions: [
        {
          version,
          live: 3,
          elsewhere: 0,
          questions: [
            { question: 'by', waiting: 1, change: 'unchanged' },
            { question: 'minutes', waiting: 1, change: 'altered', becomes: 'duration' },
            { question: 'wish', waiting: 1, change: 'altered' },
          ],
        },
      ],
    });
    // Without the map the renamed question is one that goes and one that comes.
    const without = await preview({ source: NEXT });
    expect(without.comparison?.questions.map(({ question, change }) => [question, change])).toEqual([
      ['by', 'unchanged'],
      ['minutes', 'removed'],
      ['wish', 'altered'],
      ['duration', 'added'],
      ['again', 'added'],
    ]);
    expect(await versionOf(atStart)).toBe(version);
  });

  it('stay on their version where nothing else is wanted', async () => {
    expect(await system.api.call('POST', '/flows', { source: NEXT })).toMatchObject({
      status: 201,
      body: { isNew: true, sessions: { choice: 'keep', live: 0 } },
    });
    await system.quiet();
    expect(await versionOf(atWish)).toBe(version);
    expect(atWish.last.text).toBe('What could be better?');
  });

  it('go on in the new version with what they answered, and with their next answer', async () => {
    const before = [atStart.thread.length, atMinutes.thread.length, atWish.thread.length];
    const answer = await system.api.call('POST', '/flows', { source: NEXT, sessions: 'map', map: MAP });
    expect(answer).toMatchObject({ status: 202, body: { isNew: false, sessions: { choice: 'map', live: 3 } } });
    await system.quiet();
    const next = await versionOf(atStart);
    expect(next).not.toBe(version);

    // The first question is as it was: nothing is said, and the button of before is the answer.
    expect(atStart.thread).toHaveLength(before[0]!);
    expect((await atStart.taps('By bus')).map(({ text }) => text)).toEqual(['How many minutes?']);

    // Renamed: asked again, and answered.
    expect(atMinutes.thread.slice(before[1]).map(({ text }) => text)).toEqual(['How many minutes?']);
    expect((await atMinutes.says('45')).map(({ text }) => text)).toEqual(['Would you come again?']);

    // A question has come before the one that waited.
    expect(atWish.thread.slice(before[2]).map(({ text }) => text)).toEqual(['Would you come again?']);
    expect((await atWish.says('yes')).map(({ text }) => text)).toEqual(['What should we change?']);
    expect((await atWish.says('more buses')).map(({ text }) => text)).toEqual(['Thank you!']);
    expect(await system.responseOf(atWish.waId)).toMatchObject({
      flowVersion: next,
      disposition: 'completed',
      path: ['by', 'duration', 'again', 'wish'],
      answers: { by: { value: 'car' }, duration: { value: 30 }, again: { value: true }, wish: { value: 'more buses' } },
    });
    const { history } = await system.conversationWith(atWish.waId);
    expect(history.find(({ name }) => name === 'session.moved')?.data).toMatchObject({
      from: version,
      to: next,
      kept: 2,
    });
  });

  it('are let go with a word where the version is closed', async () => {
    const shorter = NEXT.replace('Your trip', 'The trip');
    const say = { en: 'This survey has ended.', ar: 'انتهى الاستبيان.' };
    expect(await system.api.call('POST', '/flows', { source: shorter, sessions: 'close', say })).toMatchObject({
      status: 202,
      body: { isNew: true, sessions: { choice: 'close', live: 2 } },
    });
    await system.quiet();
    expect([atStart.last.text, atMinutes.last.text]).toEqual(['This survey has ended.', 'This survey has ended.']);
    expect(await system.responseOf(atMinutes.waId)).toMatchObject({
      status: 'ended',
      disposition: 'partial',
      reason: 'version-closed',
    });
    expect((await preview({ source: shorter })).sessions).toEqual({ live: 0, affected: 0, versions: [] });
  });
});

describe('what does not fit', () => {
  const Refusal = z.looseObject({
    status: z.number(),
    errors: z.array(z.object({ field: z.string(), rule: z.string(), message: z.string() })),
  });
  const refusal = async (path: string, body: object) => Refusal.parse((await system.api.call('POST', path, body)).body);

  it.each([
    ['a question that no version has', { map: { nothing: 'again' } }, 'map.nothing', 'unknown-question'],
    ['a question that the new version has not', { map: { by: 'nothing' } }, 'map.by', 'unknown-question'],
    ['two that become one', { map: { by: 'again', wish: 'again' } }, 'map.wish', 'question-twice'],
  ])('is %s in a map', async (_what, change, field, rule) => {
    for (const [path, more] of [
      ['/flows/trip/preview', {}],
      ['/flows', { sessions: 'map' }],
    ] as const) {
      const { status, errors } = await refusal(path, { source: NEXT, ...more, ...change });
      expect({ status, errors }).toEqual({ status: 400, errors: [{ field, rule, message: expect.any(String) }] });
    }
  });

  it.each([
    ['a map without sessions: map', { map: MAP }, 'map'],
    ['parting words without sessions: close', { sessions: 'map', say: 'Bye' }, 'say'],
    ['another choice', { sessions: 'forget' }, 'sessions'],
    ['empty parting words', { sessions: 'close', say: '  ' }, 'say'],
  ])('is %s', async (_what, change, field) => {
    const { status, errors } = await refusal('/flows', { source: NEXT, ...change });
    expect([status, errors[0]?.field]).toEqual([400, field]);
  });

  it('is the source of another flow, and one with mistakes is only told about', async () => {
    expect(await refusal('/flows/other/preview', { source: NEXT })).toMatchObject({
      status: 400,
      errors: [{ field: 'source', rule: 'flow-id' }],
    });
    const broken = await preview({ source: NEXT.replace('ask: number', 'ask: numbers') });
    expect(broken).toMatchObject({ comparison: null, sessions: null, published: expect.any(String) });
    expect(broken.findings).toMatchObject([{ severity: 'error', rule: 'unknown-question-type' }]);
  });

  it('is not a flow that is published for the first time: there is nothing to compare it with', async () => {
    const seen = await system.api.read(PreviewView, '/flows/first/preview', 'POST', {
      source: TRIP.replace('id: trip', 'id: first'),
    });
    expect(seen).toMatchObject({ published: null, comparison: null, sessions: { live: 0 } });
  });
});
