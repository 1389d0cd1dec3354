import { Chat, START, textOf } from '../../../test/support/chat.js';
import { POLL, compiled } from '../../../test/support/flows.js';
import { courseWordsFor } from '../../flow/words/course.js';
import { wordsByLanguage } from '../../flow/words/words.js';
import { DAY, HOUR, MINUTE } from '../../time/instant.js';
import { dueTimer } from './timers.js';

const survey = (head: string, more = '') =>
  compiled(`
id: survey
kind: survey
languages: [${Object.keys(wordsByLanguage).join(', ')}]
title: Survey
start: { keywords: [survey] }
${head}
steps:
  - { id: a, ask: single-choice, text: A?, options: [{ id: x, label: Ex }, { id: y, label: Why }]${more} }
  - { id: b, ask: multiple-choice, text: B?, options: [{ id: m, label: Em }, { id: n, label: En }] }
  - { id: c, ask: ranking, text: C?, options: [{ id: m, label: Em }, { id: n, label: En }, { id: o, label: Oh }] }
  - { id: d, ask: text, text: D? }
`);

const kinds = (chat: Chat) => chat.conversation.timers.map(({ kind, dueAt }) => [kind, dueAt - START]);

describe('what interrupts what', () => {
  const at = {
    'a question': (chat: Chat) => chat,
    'amid ticking': (chat: Chat) => {
      chat.taps(0);
      chat.taps(0);
      return chat;
    },
    'amid ranking': (chat: Chat) => {
      chat.taps(0);
      chat.says('1');
      chat.taps(1);
      return chat;
    },
    'a question gone back to': (chat: Chat) => {
      chat.taps(0);
      chat.says('back');
      return chat;
    },
  };
  const begun = (place: keyof typeof at, language = 'en') => {
    const chat = new Chat({ flows: [survey(''), compiled(POLL)], contact: { language } });
    chat.says('survey');
    return at[place](chat);
  };
  const places = Object.keys(at) as (keyof typeof at)[];

  test.each(places)('stop words stop at %s, in every language', (place) => {
    for (const [language, words] of Object.entries(wordsByLanguage)) {
      for (const word of words.keywords.stop) {
        const chat = begun(place, language);
        expect(chat.says(word).map(textOf)).toEqual([words.engine.stopped]);
        expect(chat.session).toMatchObject({ status: 'ended', disposition: 'refused', reason: 'stop-word' });
        expect(chat.conversation.timers).toEqual([]);
      }
    }
  });

  test.each(places)('restart words begin anew at %s, in every language', (place) => {
    for (const [language, words] of Object.entries(wordsByLanguage)) {
      for (const word of words.keywords.restart) {
        const chat = begun(place, language);
        const before = chat.session?.id;
        chat.says(word);
        expect(chat.session).toMatchObject({ status: 'active', waiting: { stepId: 'a' }, answers: {} });
        expect(chat.session?.id).not.toBe(before);
      }
    }
  });

  test.each(places)('the start word of another flow interrupts at %s', (place) => {
    const chat = begun(place);
    chat.says('poll');
    expect(chat.session).toMatchObject({ flowId: 'poll', waiting: { stepId: 'colour' } });
    expect(chat.notes('session.ended').at(-1)?.data['reason']).toBe('interrupted');
  });

  test('a start word that means help starts its flow only while no survey runs', () => {
    const source = POLL.replace('keywords: [poll]', 'keywords: [help, back]');
    const chat = new Chat({ flows: [survey(''), compiled(source)] });
    chat.says('survey');
    const said = chat.says('help').map(textOf).join('\n');
    expect(said).toContain(courseWordsFor('en').help.answer);
    expect(chat.session?.flowId).toBe('survey');
    chat.command({ kind: 'end-session', reason: 'test' });
    chat.says('help');
    expect(chat.session?.flowId).toBe('poll');
  });
});

describe('timers', () => {
  test('reminder, timeout and expiry beside those of the window; a reminder moves none of them', () => {
    const flow = survey('timeout: { after: 5h, then: skip }\nreminders: [{ after: 1h }, { after: 3h }]\nexpires: 3d');
    const chat = new Chat({ flows: [flow] });
    chat.says('survey');
    const others = [
      ['timeout', 5 * HOUR],
      ['expire', 3 * DAY],
    ];
    expect(kinds(chat)).toEqual([['window-close', DAY], ['reminder', HOUR], ...others]);
    expect(chat.timer().map(textOf)).toEqual([expect.stringMatching(/^Just a reminder.*\n\nA\?$/)]);
    expect(kinds(chat)).toEqual([['window-close', DAY], ['reminder', 3 * HOUR], ...others]);
    chat.timer();
    expect(kinds(chat)).toEqual([['window-close', DAY], ...others]);
    expect(chat.timer().map(textOf)).toEqual(['B?']);
    expect(chat.session?.answers['a']).toMatchObject({ value: null, via: 'skip' });
    expect(chat.now).toBe(START + 5 * HOUR);
    // The next question has times of its own; the expiry is the survey's.
    expect(kinds(chat)).toEqual([
      ['window-close', DAY],
      ['reminder', 6 * HOUR],
      ['timeout', 10 * HOUR],
      ['expire', 3 * DAY],
    ]);
  });

  test('a timer of an earlier turn does nothing', () => {
    const chat = new Chat({ flows: [survey('timeout: { after: 1h, then: end }')] });
    chat.says('survey');
    const timer = chat.conversation.timers.find(({ kind }) => kind === 'timeout');
    chat.taps(0);
    if (!timer) throw new Error('no timeout was set');
    chat.take({ kind: 'timer', timer });
    expect(chat.session).toMatchObject({ status: 'active', waiting: { stepId: 'b' } });
    expect(chat.notes('timer.late')).toHaveLength(1);
  });

  test('after a pause what ends a question comes before what reminds of it', () => {
    const fence = { sessionId: 's', turn: 1 };
    const timer = (kind: 'reminder' | 'nudge' | 'window-close' | 'timeout' | 'expire', dueAt: number) => ({
      kind,
      dueAt,
      ...fence,
    });
    const all = [
      timer('reminder', 5),
      timer('nudge', 4),
      timer('window-close', 3),
      timer('timeout', 2),
      timer('expire', 1),
    ];
    const order: unknown[] = [];
    for (let left = all; left.length > 0;) {
      const due = dueTimer(left, 5);
      order.push(due?.kind);
      left = left.filter((one) => one !== due);
    }
    expect(order).toEqual(['expire', 'timeout', 'window-close', 'nudge', 'reminder']);
    expect(dueTimer(all, 0)).toBeUndefined();
  });

  test('no reminder once the window has closed; the timeout still goes on, by template', () => {
    const flow = survey(
      'window: { closed: { template: visit_reminder, params: { name: x } } }\nreminders: [{ after: 30h }]\ntimeout: { after: 40h, then: skip }',
    );
    const chat = new Chat({ flows: [flow] });
    chat.says('survey');
    expect(kinds(chat).map(([kind]) => kind)).toEqual(['window-close', 'timeout']);
    expect(chat.timer().map(({ kind }) => kind)).toEqual(['template']);
    expect(kinds(chat)).toEqual([['timeout', 40 * HOUR]]);
    expect(chat.timer()).toEqual([]);
    expect(chat.session).toMatchObject({ waiting: { stepId: 'b', shown: 'template-invite' } });
    expect(chat.says('hello').map(textOf)).toEqual(['B?']);
  });

  test('a reminder for a question that has not left yet is left out', () => {
    const chat = new Chat({ flows: [survey('reminders: [{ after: 10m }]')] });
    chat.take({ kind: 'message', content: { kind: 'text', text: 'survey' }, at: START });
    const timer = chat.conversation.timers.find(({ kind }) => kind === 'reminder');
    if (!timer) throw new Error('no reminder was set');
    chat.now = timer.dueAt;
    chat.take({ kind: 'timer', timer });
    expect(chat.notes('reminder.skipped').map(({ data }) => data)).toEqual([{ reason: 'question-not-sent' }]);
    expect(chat.send().map(textOf)).toEqual(['A?']);
    expect(kinds(chat).map(([kind]) => kind)).toEqual(['window-close']);
  });

  test('what has not left when the time is over is not sent any more', () => {
    const flow = survey(
      'window: { closed: { template: visit_reminder, params: { name: x } } }\ntimeout: { after: 25h, then: skip }',
    );
    const chat = new Chat({ flows: [flow] });
    chat.says('survey');
    const close = chat.conversation.timers.find(({ kind }) => kind === 'window-close');
    if (!close) throw new Error('no closing was set');
    chat.now = close.dueAt;
    chat.take({ kind: 'timer', timer: close });
    expect(chat.conversation.outbox.filter(({ kind }) => kind === 'message')).toHaveLength(1);
    // Its template has not left; the timeout takes it back and one for the next question goes in its place.
    expect(chat.timer().map(({ kind }) => kind)).toEqual(['template']);
    expect(chat.notes('fallback.cancelled').map(({ data }) => data['reason'])).toEqual(['timeout']);
    expect(chat.session?.waiting).toMatchObject({ stepId: 'b', shown: 'template-invite' });
  });

  test('an expired survey is over, and says so to a late tap', () => {
    const chat = new Chat({ flows: [survey('expires: 2h')] });
    chat.says('survey');
    chat.now += HOUR;
    chat.says('nonsense');
    expect(chat.conversation.timers.find(({ kind }) => kind === 'expire')?.dueAt).toBe(START + 2 * HOUR);
    expect(chat.timer()).toEqual([]);
    expect(chat.now).toBe(START + 2 * HOUR);
    expect(chat.session).toMatchObject({ status: 'ended', disposition: 'breakoff', reason: 'expired' });
    chat.now += MINUTE;
    expect(chat.taps(0).map(textOf)).toEqual([wordsByLanguage.en.engine.ended]);
  });

  test('a channel without a window has timeouts and reminders too', () => {
    const chat = new Chat({ flows: [survey('reminders: [{ after: 40h }]\ntimeout: { after: 3d, then: end }')] });
    const { windowHours: _, ...capabilities } = chat.world.channel.capabilities;
    const unlimited = new Chat({
      flows: [survey('reminders: [{ after: 40h }]\ntimeout: { after: 3d, then: end }')],
      channel: { capabilities },
    });
    unlimited.says('survey');
    expect(kinds(unlimited)).toEqual([
      ['reminder', 40 * HOUR],
      ['timeout', 3 * DAY],
    ]);
    expect(unlimited.timer()).toHaveLength(1);
    unlimited.timer();
    expect(unlimited.session).toMatchObject({ disposition: 'breakoff', reason: 'timeout' });
  });
});
