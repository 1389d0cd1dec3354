import { judge, type Verdict } from '../../chaos/verdict/verdict.mjs';
import { StateWatch } from '../../chaos/watch-states.mjs';

const HOUR = 3_600_000;
const ME = '15560000001';

interface Message {
  id: string;
  from: 'business' | 'customer';
  at: number;
  tick: string;
  text: string;
  ref?: string;
  template?: { name: string };
  echoedAt?: number;
}

let count = 0;

function said(at: number, text: string): Message {
  return { id: `in${(count += 1)}`, from: 'customer', at, tick: 'delivered', text };
}

function sent(at: number, text: string, more: Partial<Message> = {}): Message {
  const ref = `ref${(count += 1)}`;
  return { id: `out${count}`, from: 'business', at, tick: 'read', text, ref, echoedAt: at + 100, ...more };
}

const question = (at: number, number: number, more: Partial<Message> = {}) => sent(at, `${number}/10 Well?`, more);
const template = (at: number, more: Partial<Message> = {}) => sent(at, 'Go on?', { template: { name: 't' }, ...more });

/** Somebody who answered the first question, saw the second and fell silent; the window closed, the template went out. */
function silent(): Message[] {
  return [said(0, 'begin'), question(10, 1), said(20, 'Good'), question(30, 2), template(25 * HOUR)];
}

/** A run in which that is all there was, stored as it should be; `change` spoils it. */
function run(thread: Message[], change: (observed: ReturnType<typeof observe>) => void = () => {}): Verdict {
  const observed = observe(thread);
  change(observed);
  return judge(observed);
}

function observe(thread: Message[]) {
  const expected = ['good', 'friend', ...Array.from({ length: 8 }, () => true)];
  const outbound = new Map(thread.flatMap(({ ref }) => (ref === undefined ? [] : [[ref, 'read'] as const])));
  return {
    people: [{ waId: ME, expected, stopsAt: 2, returns: false, state: 'silent', furthest: 2, thread }],
    conversations: [
      {
        id: 'c1',
        channelId: 'ch',
        to: { waId: ME },
        session: { status: 'active', disposition: null, waitingOn: 'q2', reason: null },
        waitingToBeSent: 0,
      },
    ],
    responses: [{ conversationId: 'c1', answers: { q1: { value: 'good' } } }],
    threads: new Map([
      [
        'c1',
        [
          ...thread.filter(({ from }) => from === 'customer').map(({ id }) => ({ kind: 'inbound', id: `in|ch|${id}` })),
          ...[...outbound].map(([id, state]) => ({ kind: 'outbound', id, state })),
        ],
      ],
    ]),
    backwards: [] as { id: string; before: string; after: string }[],
    unanswered: {} as Record<string, string>,
    timeline: [] as { name: string; title: string; from: number; to: number }[],
    settings: { ECHO_WAIT_MS: '1000' },
    now: 26 * HOUR,
  };
}

const WHOLE = {
  lost: 0,
  duplicated: 0,
  ambiguous: 0,
  outOfOrder: 0,
  fallbackTwice: 0,
  fallbackMissing: 0,
  statusBackwards: 0,
};

it('finds nothing where there is nothing', () => {
  expect(run(silent())).toEqual({ ...WHOLE, findings: [], causes: {} });
});

it.each<[string, Partial<typeof WHOLE>, (observed: ReturnType<typeof observe>) => void]>([
  [
    'an answer that is not stored',
    { lost: 1 },
    ({ responses }) => responses.splice(0, 1, { conversationId: 'c1', answers: { q1: { value: 'fair' } } }),
  ],
  ['a conversation that is not there', { lost: 1 }, ({ conversations }) => conversations.splice(0)],
  ['a message that is not stored', { lost: 1 }, ({ threads }) => threads.get('c1')?.shift()],
  ['a status that is not stored', { lost: 1 }, ({ threads }) => threads.get('c1')?.splice(-1, 1)],
  [
    'a message that still waits',
    { lost: 1 },
    ({ conversations }) => conversations.forEach((one) => (one.waitingToBeSent = 1)),
  ],
  ['a second response', { duplicated: 1 }, ({ responses }) => responses.push(...responses)],
  [
    'a state that went back',
    { statusBackwards: 1 },
    ({ backwards }) => backwards.push({ id: 'a', before: 'read', after: 'sent' }),
  ],
])('finds %s', (_, sums, change) => {
  expect(run(silent(), change)).toMatchObject({ ...WHOLE, ...sums });
});

it('finds a question that was asked twice for no reason', () => {
  expect(run(silent().toSpliced(4, 0, question(40, 2)))).toMatchObject({ ...WHOLE, duplicated: 1 });
});

it('finds no fault with a question that is asked again of somebody who comes back', () => {
  const back = [...silent(), said(25 * HOUR + 10, 'Continue'), question(25 * HOUR + 20, 2)];
  expect(run(back)).toMatchObject(WHOLE);
});

it('finds words that nobody asked for', () => {
  expect(run(silent().toSpliced(4, 0, sent(40, 'Sorry?')))).toMatchObject({ ...WHOLE, duplicated: 1 });
});

it('finds an earlier question after a later one', () => {
  const late = [said(0, 'begin'), question(10, 2), said(15, 'A friend'), question(20, 1), template(25 * HOUR)];
  expect(run(late)).toMatchObject({ ...WHOLE, outOfOrder: 1 });
});

it('finds a second template for one closing, and a missing one', () => {
  expect(run([...silent(), template(25.5 * HOUR)])).toMatchObject({ ...WHOLE, fallbackTwice: 1 });
  expect(run(silent().slice(0, -1))).toMatchObject({ ...WHOLE, fallbackMissing: 1 });
});

describe('a message that is there twice', () => {
  const twice = (after: number, first: Partial<Message>) => {
    const before = question(30, 2, first);
    return silent().toSpliced(3, 1, before, { ...before, id: 'copy', at: 30 + after, echoedAt: 9_000 });
  };

  it('is ambiguous where the provider never said that it took the first, and no echo came in time', () => {
    const thread = twice(1_500, { id: 'first', echoedAt: 5_000 });
    const found = run(thread, ({ unanswered }) => (unanswered['first'] = 'HTTP 500'));
    expect(found).toMatchObject({ ...WHOLE, ambiguous: 1, causes: { 'the provider took it and said HTTP 500': 1 } });
  });

  it('is ambiguous where its sender was killed', () => {
    const thread = twice(1_500, { id: 'first', echoedAt: 5_000 });
    const killed = { name: 'kill-worker', title: 'kill -9 of a worker', from: 40, to: 60 };
    expect(run(thread, ({ timeline }) => timeline.push(killed))).toMatchObject({ ...WHOLE, ambiguous: 1 });
  });

  it.each([
    ['nothing explains it', 1_500, 5_000, undefined],
    ['the echo had come', 1_500, 1_000, 'HTTP 500'],
    ['the echo was not awaited', 500, 5_000, 'HTTP 500'],
  ])('is a fault where %s', (_, after, echoedAt, answer) => {
    const found = run(twice(after, { id: 'first', echoedAt }), ({ unanswered }) => {
      if (answer !== undefined) unanswered['first'] = answer;
    });
    expect(found).toMatchObject({ ...WHOLE, duplicated: 1 });
  });
});

it.each([
  ['sending', 'unknown', 0],
  ['unknown', 'sending', 0],
  ['accepted', 'read', 0],
  ['read', 'delivered', 1],
  ['sent', 'accepted', 1],
  ['sent', 'failed', 0],
  ['delivered', 'failed', 1],
  ['failed', 'sent', 1],
])('a state that was %s and is %s', (before, after, backwards) => {
  const watch = new StateWatch({});
  watch.note([{ kind: 'outbound', id: 'a', state: before }]);
  watch.note([{ kind: 'outbound', id: 'a', state: after }]);
  expect(watch.backwards).toHaveLength(backwards);
});
