import { Chat, START, textOf } from '../../../test/support/chat.js';
import { template, visitTemplates } from '../../../test/support/templates.js';
import { DAY, HOUR, MINUTE } from '../../time/instant.js';
import { wordsFor } from '../../flow/words/words.js';

const texts = (messages: Parameters<typeof textOf>[0][]) => messages.map(textOf);
const names = (chat: Chat) => chat.notes().map(({ name }) => name);

/** A chat that waits on its first question, its window just closed; gives what the closing sent. */
function closedOn(chat: Chat) {
  chat.says('visit');
  chat.timer(); // the reminder
  return chat.timer();
}

describe('starting', () => {
  test.each([
    ['visit', 'en', 'How was it, friend?'],
    [' VISIT! ', 'en', 'How was it, friend?'],
    ['زيارة', 'ar', 'كيف كانت؟'],
  ])('the keyword %s starts in %s', (word, language, question) => {
    const chat = new Chat();
    expect(texts(chat.says(word))).toEqual([question]);
    expect(chat.session).toMatchObject({ flowId: 'visit', language, status: 'active' });
    expect(chat.conversation.outbox).toEqual([]);
    expect(names(chat)).toEqual(['session.started']);
  });

  test('anything else starts the default flow, but "thank you" after a survey does not start it anew', () => {
    const chat = new Chat({ channel: { defaultFlow: 'poll' } });
    expect(texts(chat.says('hello'))).toEqual(['Red or blue?']);
    chat.taps(0);
    expect(chat.session).toMatchObject({ status: 'ended', disposition: 'completed' });
    expect(chat.says('thank you')).toEqual([]);
    expect(names(chat)).toContain('message.unmatched');
    chat.now += DAY;
    expect(texts(chat.says('hello again'))).toEqual(['Red or blue?']);
  });

  test('without a default flow, an unknown word is noted and nothing is sent', () => {
    const chat = new Chat();
    expect(chat.says('hello')).toEqual([]);
    expect(names(chat)).toEqual(['message.unmatched']);
    expect(chat.conversation.window.closesAt).toBe(START + DAY);
  });

  test('a start keyword interrupts, and what was answered stays', () => {
    const chat = new Chat();
    chat.says('visit');
    const first = chat.session?.id;
    chat.taps(0);
    chat.take({ kind: 'message', content: { kind: 'text', text: 'poll' }, at: chat.now });
    const [old, fresh] = chat.conversation.outbox.filter((item) => item.kind === 'response');
    expect(old?.session).toMatchObject({ id: first, status: 'ended', disposition: 'partial', reason: 'interrupted' });
    expect(old?.session.answers['overall']?.value).toBe('good');
    expect(fresh?.session).toMatchObject({ flowId: 'poll', status: 'active' });
  });

  test('hidden values come with the start, and restart keeps them', () => {
    const chat = new Chat();
    chat.says('poll');
    expect(chat.session?.vars).toEqual({});
    chat.command({ kind: 'start-flow', flowId: 'poll', hidden: { campaign: 'spring', gone: 'since' } });
    expect(chat.session?.vars).toEqual({ campaign: 'spring' });
    const { id } = chat.session ?? {};
    chat.says('restart');
    expect(chat.session).toMatchObject({ flowId: 'poll', vars: { campaign: 'spring' }, status: 'active' });
    expect(chat.session?.id).not.toBe(id);
    chat.says('visit');
    expect(chat.session).toMatchObject({ flowId: 'visit', vars: {} });
  });

  test('restart begins the last flow anew, in its language, running or ended', () => {
    const chat = new Chat();
    chat.says('زيارة');
    expect(texts(chat.says('restart'))).toEqual([`${wordsFor('ar').engine.restarted}\n\nكيف كانت؟`]);
    chat.command({ kind: 'end-session', reason: 'ended-by-operator' });
    expect(texts(chat.says('restart'))).toEqual(['كيف كانت؟']);
  });

  test('a command for a flow that is not there leaves the running session alone', () => {
    const chat = new Chat();
    chat.says('visit');
    expect(chat.command({ kind: 'start-flow', flowId: 'gone' })).toEqual([]);
    expect(chat.session).toMatchObject({ flowId: 'visit', status: 'active' });
    expect(names(chat)).toContain('flow.unknown');
  });

  test('a question of the interrupted session that has not left is not sent any more', () => {
    const chat = new Chat();
    chat.take({ kind: 'message', content: { kind: 'text', text: 'visit' }, at: chat.now });
    expect(texts(chat.says('poll'))).toEqual(['Red or blue?']);
    expect(chat.notes('message.dropped')[0]?.data).toMatchObject({ reason: 'session-ended' });
  });
});

describe('stop', () => {
  test('ends, says so once, and nothing more is sent', () => {
    const chat = new Chat({ channel: { defaultFlow: 'poll' } });
    chat.says('visit');
    expect(texts(chat.says('Stop'))).toEqual([expect.stringContaining('not get any more messages')]);
    expect(chat.session).toMatchObject({ status: 'ended', disposition: 'refused', reason: 'stop-word' });
    expect(chat.says('stop')).toEqual([]);
    expect(chat.says('hello')).toEqual([]);
    expect(chat.command({ kind: 'start-flow', flowId: 'poll' })).toEqual([]);
    expect(names(chat)).toEqual(
      expect.arrayContaining(['contact.opted-out', 'message.while-opted-out', 'flow.not-started']),
    );
  });

  test.each(['visit', 'start'])('"%s" opts in again', (word) => {
    const chat = new Chat();
    chat.says('visit');
    chat.says('stop');
    expect(texts(chat.says(word))).toEqual(['How was it, friend?']);
    expect(chat.conversation.optedOutAt).toBeNull();
    expect(names(chat)).toContain('contact.opted-in');
  });

  test('"start" opts in somebody who never had a session, and greets', () => {
    const chat = new Chat({ channel: { defaultFlow: 'poll' } });
    chat.says('stop');
    expect(texts(chat.says('START'))).toEqual(['Red or blue?']);
    const silent = new Chat();
    silent.says('stop');
    silent.says('start');
    expect(silent.conversation.optedOutAt).toBeNull();
  });

  test('the word inside a sentence is an answer', () => {
    const chat = new Chat();
    chat.says('visit');
    chat.taps(1);
    chat.says('please stop calling it a clinic');
    expect(chat.session?.answers['why']?.value).toBe('please stop calling it a clinic');
  });

  test('takes out what has not left', () => {
    const chat = new Chat();
    chat.take({ kind: 'message', content: { kind: 'text', text: 'visit' }, at: chat.now });
    expect(texts(chat.says('stop'))).toEqual([expect.stringContaining('not get any more messages')]);
  });
});

describe('messages that are not answers', () => {
  test('a tap on an ended session is told so; a reaction opens nothing', () => {
    const chat = new Chat();
    chat.says('poll');
    chat.taps(0);
    expect(texts(chat.taps(1))).toEqual([expect.stringContaining('already closed')]);
    const { closesAt } = chat.conversation.window;
    chat.now += HOUR;
    expect(chat.says({ kind: 'reaction', emoji: '👍', messageId: 'x' })).toEqual([]);
    expect(chat.conversation.window.closesAt).toBe(closesAt);
    expect(chat.conversation.inboundCount).toBe(3);
  });

  test('a message sent well before the question is late, one sent about then is an answer', () => {
    const chat = new Chat();
    chat.now += 10 * MINUTE;
    chat.says('visit');
    expect(chat.says('Good', chat.now - 5 * MINUTE)).toEqual([]);
    expect(names(chat)).toContain('message.late');
    expect(texts(chat.says('Good', chat.now - 30_000))).toEqual(['Why?']);
  });

  test('a start keyword from before the session is late too', () => {
    const chat = new Chat();
    chat.now += 10 * MINUTE;
    chat.says('visit');
    const { id } = chat.session ?? {};
    expect(chat.says('visit', START)).toEqual([]);
    expect(chat.session?.id).toBe(id);
  });

  test('a webhook that is days late neither opens the window nor gets an answer', () => {
    const chat = new Chat({ channel: { defaultFlow: 'poll' } });
    expect(chat.says('hello', START - 2 * DAY)).toEqual([]);
    expect(chat.says('visit', START - 2 * DAY)).toEqual([]);
    expect(chat.session).toBeNull();
    expect(chat.conversation.window.closesAt).toBeLessThan(START);
    expect(names(chat)).toEqual(['message.late', 'message.late']);
  });

  test('a late webhook is not a return: no second template for the same closing', () => {
    const chat = new Chat();
    expect(closedOn(chat)).toHaveLength(1);
    chat.now += 2 * DAY;
    expect(chat.says('hm', START - HOUR)).toEqual([]);
    expect(chat.conversation.timers).toEqual([]);
    expect(chat.conversation.fallback?.state).toBe('sent');
  });

  test('a late webhook with the answer is taken; the next question waits under the template that is out', () => {
    const chat = new Chat();
    closedOn(chat);
    chat.now += 2 * DAY;
    expect(chat.says('Good', START + 1000)).toEqual([]);
    expect(chat.session?.answers['overall']?.value).toBe('good');
    expect(chat.session?.waiting).toMatchObject({ stepId: 'why', shown: 'template-invite' });
    expect(texts(chat.says('I am back'))).toEqual(['Why?']);
  });

  test('a stop word counts however late it comes', () => {
    const chat = new Chat();
    expect(chat.says('stop', START - 5 * DAY)).toEqual([]);
    expect(chat.conversation.optedOutAt).toBe(START);
  });
});

describe('the window', () => {
  test('a reminder, then the template whose buttons are the answers', () => {
    const chat = new Chat();
    chat.says('visit');
    expect(chat.conversation.timers).toEqual([
      { kind: 'nudge', dueAt: START + 23 * HOUR, sessionId: chat.session?.id, turn: 1 },
      { kind: 'window-close', dueAt: START + DAY, sessionId: chat.session?.id, turn: 1 },
    ]);
    expect(texts(chat.timer())).toEqual([expect.stringContaining('How was it, friend?')]);
    expect(texts(chat.timer())).toEqual(['[visit_overall/en] How was it?']);
    expect(chat.conversation.timers).toEqual([]);
    chat.now += DAY;
    expect(texts(chat.taps(1))).toEqual(['Why?']);
    expect(chat.session?.answers['overall']).toMatchObject({ value: 'poor', via: 'tap' });
    expect(chat.conversation.fallback).toBeNull();
  });

  test('the reminder is left out while the question itself has not left', () => {
    const chat = new Chat();
    chat.take({ kind: 'message', content: { kind: 'text', text: 'visit' }, at: chat.now });
    const nudge = chat.conversation.timers.find(({ kind }) => kind === 'nudge');
    if (!nudge) throw new Error('no nudge');
    chat.now = nudge.dueAt;
    chat.take({ kind: 'timer', timer: nudge });
    expect(chat.conversation.outbox.filter(({ kind }) => kind === 'message')).toHaveLength(1);
    expect(names(chat)).toContain('nudge.skipped');
    expect(chat.conversation.timers.map(({ kind }) => kind)).toEqual(['window-close']);
  });

  test('an answer moves it, and a timer of before does nothing', () => {
    const chat = new Chat();
    chat.says('visit');
    const [, closing] = chat.conversation.timers;
    if (!closing) throw new Error('no timer');
    chat.now += 20 * HOUR;
    chat.taps(0);
    expect(chat.conversation.timers.at(-1)?.dueAt).toBe(START + 44 * HOUR);
    chat.now = closing.dueAt;
    chat.take({ kind: 'timer', timer: closing });
    expect(chat.send()).toEqual([]);
    expect(chat.notes('timer.late')).toHaveLength(1);
  });

  test('an invitation asks again, whatever the reply says', () => {
    const chat = new Chat();
    chat.says('visit');
    chat.taps(0);
    chat.timer();
    expect(texts(chat.timer())).toEqual(['[visit_reminder/en] Hi there, shall we go on?']);
    expect(chat.session?.waiting?.shown).toBe('template-invite');
    expect(texts(chat.says('yes go on'))).toEqual(['Why?']);
    expect(chat.session?.answers['why']).toBeUndefined();
    chat.says('slow');
    expect(chat.session?.answers['why']?.value).toBe('slow');
  });

  test('a flow started outside of it sends its template at once', () => {
    const chat = new Chat();
    expect(texts(chat.command({ kind: 'start-flow', flowId: 'visit' }))).toEqual(['[visit_overall/en] How was it?']);
    expect(chat.session?.waiting?.shown).toBe('template-options');
    expect(texts(chat.taps(0))).toEqual(['Why?']);
  });

  test('nothing to send a template for: the session ends unreachable', () => {
    const chat = new Chat();
    expect(chat.command({ kind: 'start-flow', flowId: 'poll' })).toEqual([]);
    expect(chat.session).toMatchObject({ disposition: 'unreachable', reason: 'window-closed-no-template' });
    expect(chat.notes('fallback.given-up')[0]?.data).toMatchObject({ reason: 'no-template' });
  });
});

describe('the fallback chain', () => {
  const channel = { closed: { template: 'come_back' } };

  test.each([
    ['the step', visitTemplates, 'visit_overall', []],
    ['the flow', visitTemplates.slice(1), 'visit_reminder', ['template-missing']],
    [
      'the channel',
      [
        template('visit_overall', { status: 'paused' }),
        template('visit_reminder', { body: 'No place for {{1}} {{2}}' }),
        template('come_back'),
      ],
      'come_back',
      ['template-paused', 'parameter-missing', 'parameter-unknown'],
    ],
  ])('takes the template of %s', (_, templates, sent, skipped) => {
    const chat = new Chat({ channel, templates });
    expect(closedOn(chat)).toMatchObject([{ kind: 'template', name: sent }]);
    expect(chat.notes('fallback.sent')[0]?.data).toMatchObject({ template: sent });
    const codes = [...new Set(chat.notes('fallback.template-skipped').map(({ data }) => data['code']))];
    expect(codes).toEqual(skipped);
  });

  test('with none left the session ends and says so', () => {
    const chat = new Chat({ channel, templates: [] });
    expect(closedOn(chat)).toEqual([]);
    expect(chat.session).toMatchObject({ disposition: 'unreachable', reason: 'window-closed-template-unusable' });
    expect(chat.notes('fallback.template-skipped')).toHaveLength(3);
  });

  test('a template that the provider refuses gives way to the next, whatever the caps', () => {
    const chat = new Chat({ channel: { ...channel, templateCaps: { perDay: 1, perWeek: 1 } } });
    closedOn(chat);
    expect(texts(chat.fails({ class: 'template-unusable', code: '132015' }))).toEqual([
      expect.stringContaining('visit_reminder'),
    ]);
    expect(texts(chat.fails({ class: 'refused', code: '132000' }))).toEqual([expect.stringContaining('come_back')]);
    expect(chat.fails({ class: 'fall-back', code: '131047' })).toEqual([]);
    expect(chat.session).toMatchObject({ disposition: 'unreachable', reason: 'window-closed-template-unusable' });
    expect(chat.conversation.templatesSentAt).toEqual([]);
  });

  test('the failure of a template of an earlier session does not touch the one of this', () => {
    const chat = new Chat({ channel });
    chat.command({ kind: 'start-flow', flowId: 'visit' });
    const earlier = chat.lastSent();
    chat.command({ kind: 'start-flow', flowId: 'visit' });
    expect(chat.fails({ class: 'template-unusable' }, earlier)).toEqual([]);
    expect(chat.session).toMatchObject({ status: 'active' });
  });

  test('the provider says closed while our clock says open', () => {
    const chat = new Chat();
    chat.says('visit');
    expect(texts(chat.fails({ class: 'fall-back', code: '131047' }))).toEqual(['[visit_overall/en] How was it?']);
    expect(chat.conversation.window.closesAt).toBe(chat.now);
    expect(chat.notes('fallback.sent')[0]?.data).toMatchObject({ signal: 'provider' });
    // The same said twice is one fallback.
    expect(chat.fails({ class: 'fall-back', code: '131047' }, chat.sent[0])).toEqual([]);
    expect(names(chat)).toContain('fallback.already-decided');
  });

  test('"closed" for the last words is remembered too', () => {
    const chat = new Chat();
    chat.says('poll');
    chat.says('visit');
    chat.taps(0);
    chat.says('fine');
    expect(chat.session?.status).toBe('ended');
    chat.fails({ class: 'fall-back', code: '131047' });
    expect(chat.conversation.window.closesAt).toBe(chat.now);
  });

  test('a late failure of a message that the contact has answered changes nothing', () => {
    const chat = new Chat();
    chat.says('visit');
    const question = chat.lastSent();
    chat.taps(0);
    const { closesAt } = chat.conversation.window;
    expect(chat.fails({ class: 'fall-back', code: '131047' }, question)).toEqual([]);
    expect(chat.fails({ class: 'undeliverable', code: '131026' }, question)).toEqual([]);
    expect(chat.session).toMatchObject({ status: 'active' });
    expect(chat.conversation.window.closesAt).toBe(closesAt);
  });

  test('the contact is back before the template has left', () => {
    const chat = new Chat();
    chat.says('visit');
    chat.timer();
    const [closing] = chat.conversation.timers;
    if (!closing) throw new Error('no timer');
    chat.now = closing.dueAt;
    chat.take({ kind: 'timer', timer: closing });
    expect(texts(chat.says('Good'))).not.toContainEqual(expect.stringContaining('['));
    expect(names(chat)).toContain('fallback.cancelled');
    expect(chat.conversation.templatesSentAt).toEqual([]);
  });

  test('an answer that comes before an inviting template has left is the answer, not a mere sign of life', () => {
    const chat = new Chat();
    chat.says('visit');
    chat.says('Good');
    const waitingOn = chat.conversation.session?.waiting?.stepId ?? '';
    const closing = chat.conversation.timers.find(({ kind }) => kind === 'window-close');
    if (!closing) throw new Error('no closing timer');
    chat.now = closing.dueAt;
    chat.take({ kind: 'timer', timer: closing });
    expect(chat.conversation.session?.waiting).toMatchObject({ stepId: waitingOn, shown: 'template-invite' });
    chat.says('It was lovely');
    expect(names(chat)).toContain('fallback.cancelled');
    expect(chat.conversation.session?.answers[waitingOn]).toMatchObject({ raw: 'It was lovely' });
  });
});

describe('when it may not', () => {
  test('quiet hours put it off, with a timer', () => {
    // 13:00 in Madrid; the window closes at 13:00 the next day.
    const chat = new Chat({ channel: { quietHours: { from: '12:00', to: '16:30', zone: 'Europe/Madrid' } } });
    expect(closedOn(chat)).toEqual([]);
    const until = Date.UTC(2026, 2, 3, 15, 30);
    expect(chat.conversation.fallback).toMatchObject({ state: 'deferred', until });
    expect(chat.conversation.timers).toMatchObject([{ kind: 'fallback', dueAt: until }]);
    expect(texts(chat.timer())).toEqual(['[visit_overall/en] How was it?']);
    expect(chat.now).toBe(until);
    expect(chat.conversation.timers).toEqual([]);
  });

  test('an answer during the quiet hours makes it needless', () => {
    const chat = new Chat({ channel: { quietHours: { from: '12:00', to: '16:30', zone: 'Europe/Madrid' } } });
    closedOn(chat);
    chat.now += HOUR;
    expect(texts(chat.says('Good'))).toEqual(['Why?']);
    expect(chat.conversation.timers.map(({ kind }) => kind)).toEqual(['nudge', 'window-close']);
  });

  test('the caps are reached', () => {
    const chat = new Chat({ channel: { templateCaps: { perDay: 1, perWeek: 5 } } });
    chat.command({ kind: 'start-flow', flowId: 'visit' });
    expect(chat.command({ kind: 'start-flow', flowId: 'visit' })).toEqual([]);
    expect(chat.session).toMatchObject({ disposition: 'unreachable', reason: 'window-closed-template-cap' });
  });

  test('the person stopped marketing: utility templates still go', () => {
    const templates = visitTemplates.map((one) =>
      one.name === 'visit_overall' ? { ...one, category: 'marketing' as const } : one,
    );
    const chat = new Chat({ templates, marketingAllowed: false });
    expect(closedOn(chat)).toMatchObject([{ name: 'visit_reminder' }]);
    expect(chat.notes('fallback.template-skipped')[0]?.data).toMatchObject({ code: 'marketing-stopped' });
  });

  test('the flow version is gone: the session ends instead of hanging', () => {
    const chat = new Chat();
    chat.says('visit');
    if (chat.conversation.session) chat.conversation.session.flowVersion = 'v0';
    chat.says('Good');
    expect(chat.session).toMatchObject({ status: 'ended', disposition: 'failed', reason: 'flow-missing' });
  });
});

describe('a send that fails for another reason', () => {
  test('the person cannot be reached', () => {
    const chat = new Chat();
    chat.says('visit');
    chat.fails({ class: 'undeliverable', code: '131026' });
    expect(chat.session).toMatchObject({ disposition: 'unreachable', reason: 'undeliverable-131026' });
  });

  test('a question that is refused for good ends the session; a statement that is does not', () => {
    const chat = new Chat();
    chat.says('visit');
    chat.fails({ class: 'refused', code: '131009' }, { ...chat.lastSent(), question: undefined });
    expect(chat.session?.status).toBe('active');
    chat.fails({ class: 'refused', code: '131009' });
    expect(chat.session).toMatchObject({ disposition: 'failed', reason: 'message-refused-131009' });
  });

  test('what the provider accepted and failed later goes again, later each time, and not for ever', () => {
    const chat = new Chat();
    chat.says('visit');
    const waits = [MINUTE, 4 * MINUTE, 16 * MINUTE];
    for (const wait of waits) {
      chat.fails({ class: 'retry', code: '131000' });
      expect(chat.lastSent().notBefore).toBe(chat.now + wait);
    }
    expect(chat.fails({ class: 'retry', code: '131000' })).toEqual([]);
    expect(chat.session).toMatchObject({ disposition: 'failed', reason: 'message-refused-131000' });
  });

  test('it does not go again once another rendering has taken its place', () => {
    const chat = new Chat();
    chat.says('visit');
    const first = chat.lastSent();
    chat.timer();
    expect(chat.fails({ class: 'retry' }, first)).toEqual([]);
    expect(chat.session?.status).toBe('active');
  });
});
