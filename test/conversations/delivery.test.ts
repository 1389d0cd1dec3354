import { Conversation, newConversation } from '../../src/conversations/conversation.js';
import { DAY, HOUR, MINUTE } from '../../src/time/instant.js';
import { talk } from '../support/flows.js';
import { ECHO_WAIT, House, LEASE, scope } from '../support/house.js';
import { failure } from '../support/scripted-channel.js';

const QUESTION = 'How was it, friend?';

async function started(house: House): Promise<string> {
  await house.says('in1', 'visit');
  await house.work();
  const ref = house.provider.asked[0]?.ref;
  if (ref === undefined) throw new Error('nothing was sent');
  return ref;
}

describe('statuses', () => {
  test('move a message forwards only, doubled and in any order', async () => {
    const house = await House.open();
    const ref = await started(house);
    const at = house.now;
    const states: string[] = [];
    for (const status of ['delivered', 'sent', 'delivered', 'read', 'sent', 'failed', 'read'] as const) {
      house.now += 1_000;
      await house.status(ref, status);
      states.push((await house.outbound())[0]?.state ?? '');
    }
    expect(states).toEqual(['delivered', 'delivered', 'delivered', 'read', 'read', 'read', 'read']);
    expect((await house.outbound())[0]).toMatchObject({ deliveredAt: at + 1_000, readAt: at + 4_000, waiting: null });
    expect(house.bell.rung.size).toBe(0);
  });

  test('one that comes before the answer to the send is kept', async () => {
    const house = await House.open();
    house.provider.script = async ({ ref }) => {
      await house.status(ref, 'delivered');
      return 'accept';
    };
    await started(house);
    expect((await house.outbound())[0]).toMatchObject({ state: 'delivered', providerMessageId: 'wamid.1' });
    expect((await house.conversation()).outbox).toEqual([]);
  });

  test('one without our id finds its message by the provider’s', async () => {
    const house = await House.open();
    await started(house);
    await house.status('', 'read', { ref: undefined, messageId: 'wamid.1' });
    expect((await house.outbound())[0]?.state).toBe('read');
  });

  test('one for a message that is not ours is nothing', async () => {
    const house = await House.open();
    await started(house);
    await house.status('nobody', 'read');
    await house.status('in|ch|in1', 'failed', { error: { code: '131026', title: 'x' } });
    await house.status('', 'read', { ref: undefined, messageId: 'wamid.999' });
    expect((await house.outbound())[0]?.state).toBe('accepted');
    expect(house.bell.rung.size).toBe(0);
  });

  test('"window closed" by status leads to the template, once, however often it is said', async () => {
    const house = await House.open();
    const ref = await started(house);
    for (let count = 0; count < 3; count += 1) {
      await house.status(ref, 'failed', { error: { code: '131047', title: 'Re-engagement message' } });
      await house.work();
    }
    expect(house.read).toEqual([QUESTION, '[visit_overall/en] How was it?']);
  });

  test('the answer that is in the mailbox with it wins: no template', async () => {
    const house = await House.open();
    const ref = await started(house);
    await house.status(ref, 'failed', { error: { code: '131047', title: 'Re-engagement message' } });
    house.now += 5_000;
    await house.says('in2', 'Good');
    await house.work();
    expect(house.read).toEqual([QUESTION, 'Why?']);
    expect((await house.conversation()).history.map(({ name }) => name)).not.toContain('fallback.cancelled');
    expect((await house.conversation()).session?.answers['overall']?.value).toBe('good');
  });

  test('what concerns the whole channel stops it, by status too', async () => {
    const house = await House.open();
    const ref = await started(house);
    await house.status(ref, 'failed', { error: { code: '131042', title: 'payment' } });
    expect(await house.channel()).toMatchObject({ state: 'stopped', stateReason: 'payment' });
  });

  test('a bell that cannot be rung does not turn the webhook away; the sweep finds the work', async () => {
    const house = await House.open();
    const ref = await started(house);
    house.bell.broken = true;
    await house.status(ref, 'failed', { error: { code: '131047', title: 'x' } });
    await house.says('in2', 'Good');
    house.bell.broken = false;
    await house.pass(0);
    expect(house.read).toEqual([QUESTION, 'Why?']);
  });
});

describe('a send without an answer', () => {
  test('its echo lets the outbox go on at once', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) => (nth === 1 ? 'accept-and-hang' : 'accept');
    const ref = await started(house);
    await house.says('in2', 'Good');
    await house.work();
    expect(house.read).toEqual([QUESTION]);
    house.now += 1_000;
    await house.status(ref, 'sent');
    await house.work();
    expect(house.read).toEqual([QUESTION, 'Why?']);
    expect((await house.conversation()).outbox).toEqual([]);
  });

  test('an echo quicker than the time-out needs no waiting', async () => {
    const house = await House.open();
    house.provider.script = async ({ ref }) => {
      await house.status(ref, 'sent');
      return 'accept-and-hang';
    };
    await started(house);
    expect((await house.conversation()).outbox).toEqual([]);
  });

  test('without an echo it goes again under the same id, after the wait', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) => (nth === 1 ? failure({ class: 'maybe-sent' }) : 'accept');
    const ref = await started(house);
    expect((await house.outbound())[0]?.state).toBe('unknown');
    await house.pass(ECHO_WAIT - 1);
    expect(house.provider.asked).toHaveLength(1);
    await house.pass(1);
    expect(house.provider.asked.map((asked) => asked.ref)).toEqual([ref, ref]);
    expect(house.read).toEqual([QUESTION]);
  });

  test('the wait begins anew with a process that was not there to hear the echo', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) => (nth === 1 ? failure({ class: 'maybe-sent' }) : 'accept');
    const ref = await started(house);
    // Nobody runs for longer than an echo is awaited; the provider keeps the echo.
    house.now += 10 * ECHO_WAIT;
    house.process = await house.start();
    await house.pass(0);
    await house.pass(ECHO_WAIT - 1);
    expect(house.provider.asked).toHaveLength(1);
    await house.status(ref, 'sent');
    await house.work();
    expect((await house.conversation()).outbox).toEqual([]);
    expect(house.provider.asked).toHaveLength(1);
  });

  test('the wait begins when the interrupted send is found, however long that took', async () => {
    const house = await House.open();
    await house.says('in1', 'visit');
    // Dies when it should write down that the message was accepted.
    house.process = await house.start({ atWrite: 8, written: false });
    await house.work();
    expect(house.provider.accepted).toHaveLength(1);
    house.now += 10 * ECHO_WAIT;
    for (let count = 0; count < 3; count += 1) await house.pass(ECHO_WAIT / 4);
    expect(house.provider.asked).toHaveLength(1);
    await house.pass(ECHO_WAIT);
    expect(house.provider.asked).toHaveLength(2);
  });

  test('each further wait is twice as long: an outage of some minutes costs no session', async () => {
    const house = await House.open();
    const outageEnds = house.now + 10 * ECHO_WAIT;
    house.provider.script = async () => (house.now < outageEnds ? failure({ class: 'maybe-sent' }) : 'accept');
    const began = house.now;
    await started(house);
    const sentAfter: number[] = [0];
    for (let count = 0; count < 20; count += 1) {
      await house.pass(ECHO_WAIT);
      if (house.provider.asked.length > sentAfter.length) sentAfter.push((house.now - began) / ECHO_WAIT);
    }
    expect(sentAfter).toEqual([0, 1, 3, 7, 15]);
    expect(house.read).toEqual([QUESTION]);
  });

  test('after five it is given up, and the session says so', async () => {
    const house = await House.open();
    house.provider.script = async () => failure({ class: 'maybe-sent' });
    await started(house);
    for (let count = 0; count < 40; count += 1) await house.pass(ECHO_WAIT);
    expect(house.provider.asked).toHaveLength(5);
    const conversation = await house.conversation();
    expect(conversation.session).toMatchObject({ disposition: 'failed', reason: 'message-refused-unanswered' });
    expect(conversation.outbox).toEqual([]);
    expect((await house.channel()).notices).toMatchObject([{ code: 'unanswered' }]);
  });
});

describe('a send that is refused for now', () => {
  test('goes again after a longer wait each time, and what stands behind it keeps its place', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) => (nth <= 3 ? failure({ class: 'retry' }) : 'accept');
    await started(house);
    await house.says('in2', 'Good');
    await house.work();
    const waits: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { attentionAt } = await house.conversation();
      waits.push((attentionAt ?? 0) - house.now);
      await house.pass((attentionAt ?? 0) - house.now);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000]);
    expect(house.read).toEqual([QUESTION, 'Why?']);
  });

  test('honours the time that the provider names', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) =>
      nth === 1 ? failure({ class: 'wait', retryAfterMs: 600_000 }) : 'accept';
    await started(house);
    expect((await house.conversation()).attentionAt).toBe(house.now + 600_000);
    await house.pass(599_999);
    expect(house.read).toEqual([]);
    await house.pass(1);
    expect(house.read).toEqual([QUESTION]);
  });

  test('is tried ever more slowly, through an outage of hours', async () => {
    const house = await House.open();
    const outageEnds = house.now + 5 * HOUR;
    house.provider.script = async () => (house.now < outageEnds ? failure({ class: 'retry' }) : 'accept');
    await started(house);
    for (let minute = 0; minute < 310; minute += 1) await house.pass(MINUTE);
    expect(house.read).toEqual([QUESTION]);
    // A second, two, four … five minutes at most.
    expect(house.provider.asked.length).toBeGreaterThan(50);
    expect(house.provider.asked.length).toBeLessThan(80);
  });

  test('is dropped when it is stale, and its survey ends', async () => {
    const house = await House.open();
    house.provider.script = async () => failure({ class: 'retry', code: '131016' });
    await started(house);
    for (let quarter = 0; quarter <= 4 * 12 + 1; quarter += 1) await house.pass(15 * MINUTE);
    expect((await house.conversation()).session).toMatchObject({
      status: 'ended',
      disposition: 'unreachable',
      reason: 'message-stale',
    });
    expect(await house.channel()).toMatchObject({ notices: [{ code: 'stale' }] });
    const tried = house.provider.asked.length;
    await house.pass(DAY);
    expect(house.provider.asked).toHaveLength(tried);
  });

  test('a stated wait is kept to six times, then the message is refused', async () => {
    const house = await House.open();
    house.provider.script = async () => failure({ class: 'wait', code: '131053', retryAfterMs: MINUTE });
    await started(house);
    for (let count = 0; count < 10; count += 1) await house.pass(MINUTE);
    expect(house.provider.asked).toHaveLength(6);
    expect((await house.conversation()).session).toMatchObject({
      disposition: 'failed',
      reason: 'message-refused-131053',
    });
  });

  test('a crash before a retry does not cost an echo wait at every later one', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) => (nth <= 2 ? failure({ class: 'retry' }) : 'accept');
    await house.says('in1', 'visit');
    // Dies when it writes down that the message is to be sent; the entry is there, the send was not.
    const probe = await House.open();
    await started(probe);
    house.process = await house.start({ atWrite: 3, written: true });
    await house.work();
    for (let count = 0; count < 4 && house.provider.asked.length === 0; count += 1) await house.pass(30_000);
    await house.pass(1_000);
    await house.pass(2_000);
    expect(house.read).toEqual([QUESTION]);
  });

  test('a free-form message that has waited too long is not sent; its template is', async () => {
    const house = await House.open();
    house.provider.script = async ({ message }) =>
      message.kind === 'template' ? 'accept' : failure({ class: 'wait', retryAfterMs: 86_400_000 });
    await started(house);
    await house.pass(86_400_000 - 30_000);
    await house.pass(60_000);
    expect(house.read).toEqual(['[visit_overall/en] How was it?']);
    expect((await house.conversation()).session?.waiting?.shown).toBe('template-options');
  });
});

describe('a channel that is stopped', () => {
  test('keeps what waits, in order, and goes on when it is resumed', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) =>
      nth === 1 ? failure({ class: 'stop-channel', code: '401', tellPerson: true }) : 'accept';
    await started(house);
    expect(await house.channel()).toMatchObject({ state: 'stopped', notices: [{ code: '401' }] });
    await house.says('in2', 'Good');
    for (let count = 0; count < 5; count += 1) await house.pass(60_000);
    expect(house.provider.asked).toHaveLength(1);
    expect((await house.conversation()).outbox.filter(({ kind }) => kind === 'message')).toHaveLength(2);

    const id = 'ch';
    await house.store.channels.update(scope, id, (channel) => ({ ...channel, state: 'connected' as const }));
    await house.pass(60_000);
    expect(house.read).toEqual([QUESTION, 'Why?']);
  });

  test('responses are written all the same', async () => {
    const house = await House.open();
    house.provider.script = async () => failure({ class: 'stop-channel' });
    await started(house);
    const { items } = await house.store.responses.find(scope);
    expect(items).toMatchObject([{ flowId: 'visit', waitingOn: 'overall' }]);
  });
});

test('a message that the provider had accepted before the crash is not called too late after it', async () => {
  const whole = await House.open();
  await started(whole);
  const house = await House.open();
  // The last write of the first turn gives the lease back and takes the message out of the outbox.
  house.process = await house.start({ atWrite: whole.process.life.writes, written: false });
  await house.says('in1', 'visit');
  await house.work();
  expect(house.read).toEqual([QUESTION]);
  expect((await house.conversation()).outbox).not.toEqual([]);
  house.now += 86_400_000 - 30_000;
  await house.pass(0);
  expect((await house.outbound())[0]).toMatchObject({ state: 'accepted' });
  await house.pass(60_000);
  expect(house.read).toEqual([QUESTION, '[visit_overall/en] How was it?']);
});

describe('the pace of a channel', () => {
  test('is asked before each send, with what the limits depend on', async () => {
    const house = await House.open({ messagesPerSecond: 500 });
    await started(house);
    expect(house.pacer.asked).toEqual([
      expect.objectContaining({
        channelId: 'ch',
        perSecond: 500,
        priority: 'reply',
        waits: 0,
      }),
    ]);
  });

  test('makes a message wait, with what stands behind it, and is told how often it has waited', async () => {
    const house = await House.open();
    house.pacer.answers.push(
      { kind: 'wait', ms: 700, because: 'channel' },
      { kind: 'wait', ms: 300, because: 'reply-first' },
    );
    await house.says('in1', 'visit');
    await house.work();
    expect(house.read).toEqual([]);
    expect(house.provider.asked).toEqual([]);
    await house.pass(699);
    expect(house.pacer.asked).toHaveLength(1);
    await house.pass(1);
    expect(house.read).toEqual([]);
    await house.pass(300);
    expect(house.read).toEqual([QUESTION]);
    expect(house.pacer.asked.map(({ waits }) => waits)).toEqual([0, 1, 2]);
  });

  test('a flow that was started for many people goes behind replies; the answers to it do not', async () => {
    const house = await House.open();
    await house.learn({ waId: '34611111111' });
    await house.work();
    house.pacer.asked.splice(0);
    const { accepted, refused } = await house.process.commands.startForMany(
      scope,
      ['+34 611 111 111', '+34611111111', 'nobody'],
      { channelId: 'ch', flowId: 'visit' },
    );
    expect(accepted).toHaveLength(1);
    expect(refused).toEqual([{ to: 'nobody', reason: expect.stringContaining('"nobody" is not') }]);
    await house.work();
    expect(house.pacer.asked.map(({ priority }) => priority)).toEqual(['bulk']);
    await house.says('in2', 'good', { from: { waId: '34611111111' } });
    await house.work();
    expect(house.pacer.asked.at(-1)?.priority).toBe('reply');
  });

  test('a refusal because we were too fast makes the channel rest, each time for longer', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) =>
      nth <= 5 ? failure({ class: 'retry', retryAfterMs: 1_000, tooFast: 'channel' }) : 'accept';
    await started(house);
    for (let count = 0; count < 5; count += 1) await house.pass(16_000);
    expect(house.pacer.slowedDown).toEqual([1_000, 2_000, 4_000, 8_000, 10_000].map((forMs) => ['ch', forMs]));
    expect(house.read).toEqual([QUESTION]);
  });

  test('a wait after an echo that did not come is waited for, not asked about again and again', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) => (nth === 1 ? failure({ class: 'maybe-sent' }) : 'accept');
    await started(house);
    house.pacer.answers.push({ kind: 'wait', ms: 5_000, because: 'channel' });
    await house.pass(ECHO_WAIT);
    expect((await house.conversation()).attentionAt).toBe(house.now + 5_000);
    await house.pass(5_000);
    expect(house.read).toEqual([QUESTION]);
  });
});

describe('what one person gets from one channel', () => {
  const BURST = 45;
  const EVERY = 6_000;

  async function talking(count: number): Promise<House> {
    const house = await House.open();
    await house.publish(talk(count));
    return house;
  }

  const parts = (count: number) => Array.from({ length: count }, (_, i) => `part ${i + 1}`);

  test('a burst, then one in six seconds, in order and each once', async () => {
    const house = await talking(60);
    await house.says('in1', 'talk');
    await house.work();
    expect(house.read).toEqual(parts(BURST));
    for (let count = BURST + 1; count <= 60; count += 1) {
      await house.pass(EVERY - 1);
      expect(house.read).toHaveLength(count - 1);
      await house.pass(1);
      expect(house.read).toEqual(parts(count));
    }
    expect((await house.conversation()).outbox).toEqual([]);
    // What waits for the person asks for no place in the channel, and costs the message no patience there.
    expect(house.pacer.asked).toHaveLength(60);
    expect(house.pacer.asked.every(({ waits }) => waits === 0)).toBe(true);
  });

  test('over several turns, and by whichever process', async () => {
    const house = await talking(20);
    for (const id of ['in1', 'in2', 'in3']) {
      await house.says(id, 'talk');
      await house.work();
      house.process = await house.start();
    }
    expect(house.read).toHaveLength(BURST);
    await house.pass(EVERY);
    expect(house.read).toHaveLength(BURST + 1);
    await house.pass(2 * EVERY);
    expect(house.read).toHaveLength(BURST + 3);
  });

  test('another person has a burst of their own', async () => {
    const house = await talking(50);
    await house.says('in1', 'talk');
    await house.says('in2', 'talk', { from: { waId: '34611' } });
    await house.work();
    const to = (waId: string) => house.provider.accepted.filter((message) => message.to.waId === waId).length;
    expect([to('34600'), to('34611')]).toEqual([BURST, BURST]);
  });

  test.each([
    ['the process that sent them died before it could say so', 0],
    ['it had been given back', 1],
  ])('what went before a crash is counted: %s', async (_, written) => {
    const whole = await talking(40);
    await whole.says('in1', 'talk');
    await whole.work();
    const house = await talking(40);
    // The last write of the turn takes the messages out of the outbox and keeps what this person has got.
    house.process = await house.start({ atWrite: whole.process.life.writes, written: written === 1 });
    await house.says('in1', 'talk');
    await house.work();
    expect(house.read).toHaveLength(40);
    await house.pass(LEASE);
    await house.says('in2', 'talk');
    await house.work();
    // In the time of the lease four have been paid back; a count that came late counts from when it came.
    expect(house.read).toHaveLength(BURST + (written === 1 ? Math.floor(LEASE / EVERY) : 0));
    expect(new Set(house.provider.accepted.map(({ ref }) => ref)).size).toBe(house.read.length);
  });

  test('an unanswered message counts, and its echo does not count again', async () => {
    const house = await talking(BURST + 1);
    house.provider.script = async (_, nth) => (nth === 1 ? 'accept-and-hang' : 'accept');
    await house.says('in1', 'talk');
    await house.work();
    expect(house.read).toEqual(['part 1']);
    await house.status(house.provider.asked[0]?.ref ?? '', 'sent');
    await house.work();
    expect(house.read).toEqual(parts(BURST));
  });

  test('a refused message uses nothing up', async () => {
    const house = await talking(BURST);
    house.provider.script = async (_, nth) => (nth === 1 ? failure({ class: 'retry' }) : 'accept');
    await house.says('in1', 'talk');
    await house.work();
    await house.pass(1_000);
    expect(house.read).toEqual(parts(BURST));
  });

  test('a pause because of this person grows with such refusals only', async () => {
    const house = await House.open();
    house.provider.script = async (_, nth) => {
      if (nth <= 3) return failure({ class: 'retry' });
      return nth === 4 ? failure({ class: 'retry', retryAfterMs: EVERY, tooFast: 'pair' }) : 'accept';
    };
    await started(house);
    for (let second = 0; second < 7; second += 1) await house.pass(1_000);
    expect(house.provider.asked).toHaveLength(4);
    expect((await house.conversation()).attentionAt).toBe(house.now + EVERY);
  });

  test('"too fast" makes this person wait, each time four times as long, and uses the burst up; the channel goes on', async () => {
    const house = await talking(3);
    house.provider.script = async (_, nth) =>
      nth <= 3 ? failure({ class: 'retry', retryAfterMs: EVERY, tooFast: 'pair' }) : 'accept';
    await house.says('in1', 'talk');
    await house.work();
    const waits: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { attentionAt, pairFreeFrom } = await house.conversation();
      expect(pairFreeFrom).toBe(attentionAt);
      waits.push((attentionAt ?? 0) - house.now);
      await house.pass((attentionAt ?? 0) - house.now);
    }
    expect(waits).toEqual([6_000, 24_000, 96_000]);
    expect(house.read).toEqual(parts(1));
    await house.pass(EVERY);
    expect(house.read).toEqual(parts(2));
    expect(house.pacer.slowedDown).toEqual([]);
  });

  test('a conversation that was stored before there was a count has its whole burst', () => {
    const { pairFreeFrom: _, ...earlier } = newConversation({ channelId: 'ch', contactId: 'co', to: {}, now: 0 });
    expect(Conversation.parse(earlier).pairFreeFrom).toBeNull();
  });
});
