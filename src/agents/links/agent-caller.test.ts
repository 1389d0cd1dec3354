import fc from 'fast-check';
import {
  ANSWERED,
  AgentHouse,
  DENIED,
  EXHAUSTED,
  TOO_LATE,
  UNAVAILABLE,
  fails,
  fakeTime,
} from '../../../test/support/agent-links.js';
import type { AgentOutcome } from '../../flow/agent/agent-reply.js';
import { HOUR, MINUTE, SECOND } from '../../time/instant.js';

let house: AgentHouse;
beforeEach(async () => {
  fakeTime();
  house = await AgentHouse.open();
});
afterEach(async () => {
  await house.close();
  jest.useRealTimers();
});

/** The outcomes of so many queries, one after the other. */
async function ask(times: number, agent = 'faq'): Promise<(string | undefined)[]> {
  const codes: (string | undefined)[] = [];
  for (let time = 0; time < times; time += 1) codes.push(codeOf(await inTime(house.ask(agent))));
  return codes;
}

function codeOf(outcome: AgentOutcome): string {
  return outcome.kind === 'answered' ? 'answered' : outcome.failure.code;
}

/** What comes when time goes by as it is needed. */
async function inTime<T>(wanted: Promise<T>, stepMs = 50): Promise<T> {
  let isDone = false;
  const done = wanted.finally(() => {
    isDone = true;
  });
  for (let step = 0; step < 10_000 && !isDone; step += 1) {
    await jest.advanceTimersByTimeAsync(0);
    if (!isDone) await jest.advanceTimersByTimeAsync(stepMs);
  }
  return done;
}

function never(): Promise<AgentOutcome> {
  return new Promise(() => undefined);
}

async function figure(series: string): Promise<string | undefined> {
  return (await house.metrics.text())
    .split('\n')
    .find((line) => line.startsWith(`${series} `))
    ?.slice(series.length + 1);
}

describe('the query', () => {
  it('has a name that says nothing of the person, and another for each session, agent and epoch', async () => {
    await house.link('faq');
    await house.link('shop');
    const memory = { epoch: 0, contexts: [], parameters: {} };
    await house.ask('faq', { sessionId: 's1' });
    await house.ask('faq', { sessionId: 's1' });
    await house.ask('faq', { sessionId: 's2' });
    await house.ask('shop', { sessionId: 's1' });
    await house.ask('faq', { sessionId: 's1', memory: { ...memory, epoch: 1 } });
    const [first, again, ...others] = house.engine.asked.map(({ query }) => query.dialogue);
    expect(first).toMatch(/^[\w-]{32}$/);
    expect(again).toBe(first);
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it.each([
    { kind: 'fake', minutes: 18, restored: false },
    { kind: 'fake', minutes: 20, restored: true },
    { kind: 'late', minutes: 60, restored: false },
    { kind: 'late', minutes: 23.5 * 60, restored: true },
  ])('$kind: $minutes minutes after the last answer the dialogue is given back: $restored', async (given) => {
    await house.link('faq', { kind: given.kind });
    const contexts = [{ name: 'order', lifespan: 3, parameters: { size: 'm' } }];
    house.aheadMs = given.minutes * MINUTE;
    const answeredAt = Date.now();
    await house.ask('faq', { memory: { epoch: 2, contexts, parameters: { city: 'Cairo' }, page: 'p', answeredAt } });
    const [{ query }] = house.engine.asked as [(typeof house.engine.asked)[0]];
    expect(query.contexts).toEqual(contexts);
    expect(query.restore).toEqual(given.restored ? { contexts, parameters: { city: 'Cairo' }, page: 'p' } : undefined);
  });

  it('gives nothing back where there is nothing, however long ago it was', async () => {
    await house.link('faq');
    house.aheadMs = 100 * HOUR;
    await house.ask('faq', { memory: { epoch: 0, contexts: [], parameters: {}, answeredAt: 1 } });
    expect(house.engine.asked[0]?.query.restore).toBeUndefined();
  });
});

describe('voice notes', () => {
  const input = { kind: 'voice', mediaId: 'm1' } as const;
  const bytes = Buffer.from('OggS');

  it('are fetched only where link and engine take them', async () => {
    const fetched: string[] = [];
    const voice = async (mediaId: string) => {
      fetched.push(mediaId);
      return { bytes, mime: 'audio/ogg' };
    };
    await house.link('faq');
    expect(await house.ask('faq', { input }, voice)).toMatchObject(
      fails('unsupported', 'voice-off', expect.any(String)),
    );
    await house.link('loud', { limits: { voice: true } });
    house.engine.voice = false;
    expect(await house.ask('loud', { input }, voice)).toMatchObject({ failure: { class: 'unsupported' } });
    expect(fetched).toEqual([]);
    house.engine.voice = true;
    expect(await house.ask('loud', { input }, voice)).toEqual(ANSWERED);
    expect(fetched).toEqual(['m1']);
    expect(house.engine.asked.map(({ query }) => query.input)).toEqual([{ kind: 'voice', bytes, mime: 'audio/ogg' }]);
  });

  it.each([
    ['is gone', async () => undefined],
    ['cannot be fetched', async () => Promise.reject(new Error('away'))],
    ['does not come', () => new Promise<undefined>(() => undefined)],
  ])('one that %s is a failure of this query alone', async (_, voice) => {
    await house.link('loud', { limits: { voice: true } });
    for (let time = 0; time < 6; time += 1) {
      expect(await inTime(house.ask('loud', { input }, voice))).toMatchObject({
        failure: { code: 'voice-unavailable' },
      });
    }
    expect(await house.ask('loud')).toEqual(ANSWERED);
  });
});

describe('asking again', () => {
  it.each([
    ['UNAVAILABLE', 3],
    ['CANCELLED', 3],
    ['INTERNAL', 2],
    ['DEADLINE_EXCEEDED', 1],
    ['UNKNOWN', 1],
  ])('%s is tried %i times', async (code, attempts) => {
    await house.link('faq');
    house.engine.answer = () => fails('down', code);
    expect(await ask(1)).toEqual([code]);
    expect(house.engine.asked).toHaveLength(attempts);
  });

  it('an answer that comes the second time is the answer', async () => {
    await house.link('faq');
    const answers = [UNAVAILABLE, ANSWERED];
    house.engine.answer = () => answers.shift() ?? ANSWERED;
    expect(await ask(1)).toEqual(['answered']);
    const [first, second] = house.engine.asked;
    expect(second?.at).toBeGreaterThanOrEqual((first?.at ?? 0) + 100);
    expect(second?.at).toBeLessThanOrEqual((first?.at ?? 0) + 400);
    expect(second?.query.dialogue).toBe(first?.query.dialogue);
  });

  it('stays inside the deadline, and says so to the engine', async () => {
    await house.link('faq', { limits: { deadlineMs: 1_000 } });
    house.engine.answer = () => new Promise((answer) => setTimeout(() => answer(UNAVAILABLE), 700));
    const began = Date.now();
    expect(await ask(1)).toEqual(['UNAVAILABLE']);
    expect(Date.now() - began).toBeLessThanOrEqual(1_000);
    expect(house.engine.asked.map(({ options }) => options.deadlineMs)).toEqual([1_000]);
  });

  it('an engine that hangs for ever is left after the deadline', async () => {
    await house.link('faq', { limits: { deadlineMs: 2_000 } });
    house.engine.answer = never;
    const began = Date.now();
    expect(await ask(1)).toEqual(['DEADLINE_EXCEEDED']);
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it('an engine that throws does no harm', async () => {
    await house.link('faq');
    house.engine.answer = () => Promise.reject(new Error('boom'));
    expect(await house.ask('faq')).toMatchObject({ failure: { class: 'down', code: 'UNEXPECTED' } });
  });

  it('an agent that cannot be opened in time is a failure, and is closed when it comes', async () => {
    await house.link('faq', { limits: { deadlineMs: 1_000 } });
    house.engine.closed.length = 0;
    let come: (opened: undefined) => void = () => undefined;
    house.engine.opens = () => new Promise((opened) => (come = opened));
    expect(await ask(1)).toEqual(['DEADLINE_EXCEEDED']);
    come(undefined);
    await house.directory.close();
    expect(house.engine.closed).toEqual(['faq']);
  });
});

describe('the breaker', () => {
  it('opens after five failures in a row, lets one try after a while, and closes when that is answered', async () => {
    await house.link('faq');
    house.engine.answer = () => TOO_LATE;
    expect(await ask(7)).toEqual([...Array<string>(5).fill('DEADLINE_EXCEEDED'), 'breaker-open', 'breaker-open']);
    expect(house.engine.asked).toHaveLength(5);
    expect(await figure('canvass_agent_breaker_open{agent="faq"}')).toBe('1');
    await jest.advanceTimersByTimeAsync(14 * SECOND);
    expect(await ask(1)).toEqual(['breaker-open']);
    await jest.advanceTimersByTimeAsync(16 * SECOND);
    house.engine.answer = () => new Promise((answer) => setTimeout(() => answer(ANSWERED), 100));
    const tries = [house.ask('faq'), house.ask('faq'), house.ask('faq')];
    const codes = (await inTime(Promise.all(tries))).map(codeOf);
    expect(codes.toSorted()).toEqual(['answered', 'breaker-open', 'breaker-open']);
    expect(await ask(2)).toEqual(['answered', 'answered']);
    expect(await figure('canvass_agent_breaker_open{agent="faq"}')).toBe('0');
  });

  it('stays open when the one that tries fails, and does not try that one again', async () => {
    await house.link('faq');
    house.engine.answer = () => TOO_LATE;
    await ask(5);
    house.engine.answer = () => UNAVAILABLE;
    await jest.advanceTimersByTimeAsync(30 * SECOND);
    expect(await ask(2)).toEqual(['UNAVAILABLE', 'breaker-open']);
    expect(house.engine.asked).toHaveLength(6);
  });

  it('opens when more than half of twenty failed, in whatever order', async () => {
    await house.link('faq');
    let turn = 0;
    house.engine.answer = () => {
      turn += 1;
      return turn % 4 === 0 ? ANSWERED : TOO_LATE;
    };
    const codes = await ask(25);
    expect(codes.indexOf('breaker-open')).toBeGreaterThanOrEqual(20);
    expect(codes.indexOf('breaker-open')).toBeLessThanOrEqual(22);
  });

  it.each([
    ['refused', 'INVALID_ARGUMENT'],
    ['unsupported', 'audio'],
  ] as const)('%s does not count', async (kind, code) => {
    await house.link('faq');
    house.engine.answer = () => fails(kind, code);
    expect(await ask(30)).toEqual(Array<string>(30).fill(code));
  });

  it('of a link that is set up anew begins anew', async () => {
    await house.link('faq');
    house.engine.answer = () => TOO_LATE;
    await ask(6);
    await house.link('faq', { name: 'better' });
    house.engine.answer = () => ANSWERED;
    expect(await ask(1)).toEqual(['answered']);
  });

  it('holds no process alive', async () => {
    jest.useRealTimers();
    const timers: NodeJS.Timeout[] = [];
    const spies = [setInterval, setTimeout].map((real) =>
      jest.spyOn(globalThis, real.name as 'setTimeout').mockImplementation(((
        ...args: Parameters<typeof setTimeout>
      ) => {
        const timer = real(...args);
        timers.push(timer);
        return timer;
      }) as typeof setTimeout),
    );
    const { LinkBreaker } = await import('./link-breaker.js');
    const breaker = new LinkBreaker(
      () => 0,
      () => undefined,
    );
    for (let time = 0; time < 5; time += 1) await breaker.run(async () => TOO_LATE);
    expect(breaker.state).toBe('open');
    expect(timers.length).toBeGreaterThan(0);
    expect(timers.filter((timer) => timer.hasRef())).toEqual([]);
    breaker.close();
    for (const spy of spies) spy.mockRestore();
  });
});

describe('quotas', () => {
  it('an agent that is out of quota is not asked again before the minute turns', async () => {
    await house.link('faq');
    await jest.advanceTimersByTimeAsync(20 * SECOND);
    house.engine.answer = () => EXHAUSTED;
    expect(await ask(4)).toEqual(['RESOURCE_EXHAUSTED', 'per-minute', 'per-minute', 'per-minute']);
    house.engine.answer = () => ANSWERED;
    await jest.advanceTimersByTimeAsync(39 * SECOND);
    expect(await ask(1)).toEqual(['per-minute']);
    await jest.advanceTimersByTimeAsync(1 * SECOND);
    expect(await ask(1)).toEqual(['answered']);
  });

  it('a link is asked so often a minute and no more, tries again included', async () => {
    await house.link('faq', { limits: { perMinute: 3 } });
    const answers = [UNAVAILABLE];
    house.engine.answer = () => answers.shift() ?? ANSWERED;
    expect(await ask(3)).toEqual(['answered', 'answered', 'per-minute']);
    await jest.advanceTimersByTimeAsync(1 * MINUTE);
    const codes = await Promise.all(Array.from({ length: 10 }, () => house.ask('faq')));
    expect(codes.map(codeOf).filter((code) => code === 'answered')).toHaveLength(3);
  });
});

describe('many at once', () => {
  it('no more than the link allows are asked at the same time; some wait, the others are told', async () => {
    await house.link('faq', { limits: { atOnce: 4 } });
    let now = 0;
    let most = 0;
    house.engine.answer = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((over) => setTimeout(over, 300));
      now -= 1;
      return ANSWERED;
    };
    const codes = (await inTime(Promise.all(Array.from({ length: 20 }, () => house.ask('faq'))))).map(codeOf);
    expect(most).toBe(4);
    expect(codes.filter((code) => code === 'answered')).toHaveLength(14);
    expect(codes.filter((code) => code === 'line-full')).toHaveLength(6);
  });

  it('whoever waits longer than the deadline is told, and takes no place', async () => {
    await house.link('faq', { limits: { atOnce: 1, deadlineMs: 1_000 } });
    house.engine.answer = never;
    const codes = (await inTime(Promise.all([house.ask('faq'), house.ask('faq')]))).map(codeOf);
    expect(codes).toEqual(['DEADLINE_EXCEEDED', 'line-late']);
    house.engine.answer = () => ANSWERED;
    expect(await ask(1)).toEqual(['answered']);
  });

  it('a link that hangs slows no other', async () => {
    await house.link('down', { limits: { deadlineMs: 8_000 } });
    await house.link('up');
    house.engine.answer = async (name) => {
      if (name === 'down') return never();
      await new Promise((over) => setTimeout(over, 300));
      return ANSWERED;
    };
    const hanging = Array.from({ length: 400 }, () => house.ask('down'));
    const began = Date.now();
    const codes = await inTime(Promise.all(Array.from({ length: 200 }, () => house.ask('up'))));
    expect(codes.map(codeOf)).toEqual(Array<string>(200).fill('answered'));
    expect(Date.now() - began).toBeLessThan(400);
    await inTime(Promise.all(hanging));
  });
});

describe('the state of the link', () => {
  it('is ok after an answer', async () => {
    await house.link('faq');
    await house.ask('faq');
    expect(await house.stored('faq')).toMatchObject({ state: 'ok' });
  });

  it('is broken once the agent says that a person has to mend it; then it is asked once in five minutes', async () => {
    await house.link('faq');
    house.engine.answer = () => DENIED;
    expect(await ask(3)).toEqual(['PERMISSION_DENIED', 'link-broken', 'link-broken']);
    expect(await house.stored('faq')).toMatchObject({ state: 'broken', stateReason: 'The role is missing.' });
    expect(await figure('canvass_decisions_total{event="agent.broken"}')).toBe('1');
    await jest.advanceTimersByTimeAsync(5 * MINUTE);
    expect(await ask(2)).toEqual(['PERMISSION_DENIED', 'link-broken']);
    expect(await figure('canvass_decisions_total{event="agent.broken"}')).toBe('1');
    house.engine.answer = () => ANSWERED;
    await jest.advanceTimersByTimeAsync(5 * MINUTE);
    expect(await ask(2)).toEqual(['answered', 'answered']);
    expect(await house.stored('faq')).toMatchObject({ state: 'ok', stateReason: null });
  });

  it('one that is set up anew is asked at once', async () => {
    await house.link('faq');
    house.engine.answer = () => DENIED;
    await ask(1);
    await house.link('faq', { name: 'mended' });
    house.engine.answer = () => ANSWERED;
    expect(await ask(1)).toEqual(['answered']);
  });

  it('a link that there is not is a failure that names it', async () => {
    expect(await house.ask('nobody')).toMatchObject({
      failure: { class: 'broken', code: 'link-unknown', text: expect.stringContaining('"nobody"') },
    });
  });

  it('a database that is away is an outcome too', async () => {
    jest.spyOn(house.store.agentLinks, 'get').mockRejectedValue(new Error('away'));
    expect(await house.ask('faq')).toMatchObject({ failure: { class: 'down', code: 'UNEXPECTED' } });
  });
});

test('whatever agents do, each query has one outcome in its time, and every place is given back', async () => {
  const behaviour = fc.constantFrom(
    'answer',
    'hang',
    'throw',
    'UNAVAILABLE',
    'INTERNAL',
    'RESOURCE_EXHAUSTED',
    'refuse',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(behaviour, { minLength: 1, maxLength: 40 }), async (script) => {
      await house.close();
      house = await AgentHouse.open();
      await house.link('faq', { limits: { deadlineMs: 1_000, atOnce: 3 } });
      const left = [...script];
      house.engine.answer = () => {
        switch (left.shift() ?? 'answer') {
          case 'hang':
            return never();
          case 'throw':
            return Promise.reject(new Error('boom'));
          case 'UNAVAILABLE':
            return UNAVAILABLE;
          case 'INTERNAL':
            return fails('down', 'INTERNAL');
          case 'RESOURCE_EXHAUSTED':
            return EXHAUSTED;
          case 'refuse':
            return fails('refused', 'INVALID_ARGUMENT');
          default:
            return ANSWERED;
        }
      };
      const began = Date.now();
      const outcomes = await inTime(Promise.all(script.map(() => house.ask('faq'))));
      expect(outcomes).toHaveLength(script.length);
      expect(Date.now() - began).toBeLessThanOrEqual(2_600);
      // The breaker and the minute are over, and every place is free again.
      await jest.advanceTimersByTimeAsync(2 * MINUTE);
      left.length = 0;
      expect(await ask(1)).toEqual(['answered']);
      house.engine.answer = () => new Promise((answer) => setTimeout(() => answer(ANSWERED), 100));
      const three = await inTime(Promise.all([house.ask('faq'), house.ask('faq'), house.ask('faq')]), 10);
      expect(three.map(codeOf)).toEqual(['answered', 'answered', 'answered']);
    }),
    { numRuns: 40 },
  );
});
