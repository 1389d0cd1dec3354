import { Chat, START, tapsOf, textOf } from '../../../test/support/chat.js';
import { POLL, compiled } from '../../../test/support/flows.js';
import type { AgentMessage, AgentReply } from '../../flow/agent/agent-reply.js';
import { talkWordsFor } from '../../flow/words/talk.js';
import { DAY, HOUR, MINUTE } from '../../time/instant.js';

const CLINIC = `
id: clinic
kind: survey
languages: [en, es]
title: Clinic
start: { keywords: [clinic] }
person: { keywords: [human], topic: front desk }
steps:
  - { id: overall, ask: single-choice, text: How was it?, options: [{ id: good, label: Good }, { id: poor, label: Poor }] }
  - id: help
    agent: clinic-faq
    with: { visit: overall, times: 2 }
    until: intent('done') || turns > 5
    returns: parameters.topic
    keep: { city: "parameters['geo-city']" }
    on:
      - { intent: Complaint, handoff: complaints }
      - { intent: Rate, start: poll }
      - { intent: Again, goto: overall }
      - { event: SKIP_ALL, goto: bye }
    timeout: { after: 30m, then: skip }
  - { id: score, ask: number, text: "Score for {{ city | default: 'us' }}?", when: help != 'nothing' }
  - { id: bye, say: Bye }
`;

const TALK = `
id: talk
kind: conversation
languages: [en]
title: Talk
start: { keywords: [talk] }
steps:
  - id: chat
    agent: faq
    MORE
`;

const talk = (more = '') => compiled(TALK.replace('MORE', more));
const text = (words: string): AgentMessage => ({ kind: 'text', text: words });
const choices = (...titles: string[]): AgentMessage => ({
  kind: 'choices',
  text: 'Which?',
  choices: titles.map((title) => ({ title, says: { kind: 'text', text: `I want ${title}` } })),
});
const read = (messages: Parameters<typeof textOf>[0][]): string[] => messages.map(textOf);
const words = talkWordsFor('en');

const atAgent = (contact = {}) => {
  const chat = new Chat({ flows: [compiled(CLINIC), compiled(POLL)], contact });
  chat.says('clinic');
  chat.taps(0);
  return chat;
};

const inTalk = (more = '') =>
  new Chat({ flows: [talk(more), compiled(POLL)], channel: { defaultFlow: 'talk' }, templates: [] });

describe('survey → agent → survey', () => {
  test('a question goes to the agent with what the flow passes in, and its answer comes back as messages', () => {
    const chat = atAgent({ name: 'Ana', timezone: 'Africa/Cairo' });
    expect(chat.conversation.call).toBeNull();
    expect(chat.says('When are you open?')).toEqual([]);
    expect(chat.asked()).toMatchObject({
      agent: 'clinic-faq',
      stepId: 'help',
      input: { kind: 'text', text: 'When are you open?' },
      language: 'en',
      parameters: { visit: 'good', times: 2 },
      memory: { epoch: 0, contexts: [], parameters: {} },
      timezone: 'Africa/Cairo',
    });
    expect(read(chat.answers({ messages: [text('From 9 to 5.'), text('Closed on Sunday.')] }))).toEqual([
      'From 9 to 5.\n\nClosed on Sunday.',
    ]);
    expect(chat.conversation.call).toBeNull();
    expect(chat.session?.waiting).toMatchObject({ stepId: 'help', agent: { turns: 1 } });
  });

  test('when it is done the survey goes on with what the agent gave back and what is kept', () => {
    const chat = atAgent();
    chat.says('Where are you?');
    chat.answers({ messages: [text('In which city?')], parameters: { 'geo-city': 'Cairo', topic: '' } });
    chat.says('that was all');
    const sent = chat.answers({ intent: 'Done', messages: [text('Fine.')], parameters: { topic: 'address' } });
    expect(read(sent)).toEqual(['Fine.\n\nScore for Cairo?']);
    expect(chat.session?.answers).toMatchObject({
      help: { value: 'address', via: 'agent' },
      city: { value: 'Cairo', via: 'agent' },
    });
  });

  test('after so many turns it is over; without a value it gave back nothing', () => {
    const chat = atAgent();
    for (let turn = 0; turn < 6; turn += 1) {
      chat.says('?');
      chat.answers({ messages: [text('Hm.')] });
    }
    expect(chat.session).toMatchObject({ waiting: { stepId: 'score' }, answers: { help: { value: null } } });
  });

  test('a person who says no more goes on after the timeout, which counts from the last message', () => {
    const chat = atAgent();
    chat.now += 20 * MINUTE;
    chat.says('?');
    chat.answers({ messages: [text('Hm.')] });
    expect(read(chat.timer())).toEqual(['Score for us?']);
    expect(chat.now).toBe(START + 50 * MINUTE);
  });

  test('going back and a changed answer do not repeat the talk', () => {
    const chat = atAgent();
    chat.says('?');
    chat.answers({ intent: 'done', parameters: { topic: 'x', 'geo-city': 'Pune' } });
    expect(chat.session?.waiting?.stepId).toBe('score');
    expect(read(chat.says('back'))[0]).toContain('How was it?');
    expect(read(chat.says('poor'))).toEqual(['Score for Pune?']);
    expect(chat.session?.answers).toMatchObject({ overall: { value: 'poor' }, help: { value: 'x' } });
  });

  test('an intent leads elsewhere, and the talk begins anew there', () => {
    const chat = atAgent();
    chat.says('wrong, sorry');
    expect(read(chat.answers({ intent: 'again', messages: [text('Sure.')] }))[0]).toBe('Sure.\n\nHow was it?');
    chat.taps(1);
    expect(chat.session?.waiting).toMatchObject({ stepId: 'help', agent: { turns: 0 } });
  });

  test('no stray fallback text on a way out', () => {
    const chat = atAgent();
    for (let turn = 0; turn < 5; turn += 1) {
      chat.says('blah');
      expect(read(chat.answers({ match: 'fallback', messages: [text('What?')] }))).toEqual(['What?']);
    }
    chat.says('blah');
    expect(read(chat.answers({ match: 'fallback', messages: [text('What?')] }))).toEqual(['Score for us?']);
  });
});

describe('choices', () => {
  test('a tap says what the choice says, however old, and a typed title too', () => {
    const chat = atAgent();
    chat.says('prices?');
    const [first] = chat.answers({ messages: [choices('Dental', 'Eyes')] });
    expect(first).toMatchObject({ kind: 'buttons', body: 'Which?' });
    chat.taps(1);
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'I want Eyes' });
    chat.answers({ messages: [text('20 euros.')] });
    const [dental] = first ? tapsOf(first) : [];
    chat.says({ kind: 'tap', source: 'button', ...(dental ?? { id: '', title: '' }) });
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'I want Dental' });
    chat.answers({ messages: [choices('Dental', 'Eyes')] });
    chat.says('EYES!');
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'I want Eyes' });
  });

  test('a number means the choice in that place, unless the agent asks for a value', () => {
    const chat = atAgent();
    chat.says('prices?');
    chat.answers({ messages: [choices('Dental', 'Eyes')] });
    chat.says('2');
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'I want Eyes' });
    chat.answers({ messages: [choices('1', '3', '5')] });
    chat.says('3');
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'I want 3' });
    chat.answers({ messages: [choices('1', '3', '5')] });
    chat.says('2');
    expect(chat.asked().input).toEqual({ kind: 'text', text: '2' });
    chat.answers({ messages: [choices('One', 'Two', 'More')], slotFilling: true });
    chat.says('3');
    expect(chat.asked().input).toEqual({ kind: 'text', text: '3' });
  });

  test('pages of a list turn without asking the agent', () => {
    const chat = atAgent();
    chat.says('all of it');
    const titles = Array.from({ length: 14 }, (_, index) => `Item ${index + 1}`);
    const [list] = chat.answers({ messages: [choices(...titles)] });
    expect(list && tapsOf(list)).toHaveLength(10);
    const [next] = chat.taps(9);
    expect(next && tapsOf(next).map(({ title }) => title)).toContain('Item 14');
    expect(chat.conversation.call).toBeNull();
    chat.says('item 14');
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'I want Item 14' });
  });

  test('an event goes to the agent, or is a way out without asking it', () => {
    const chat = atAgent();
    chat.says('menu');
    const event = (name: string): AgentMessage => ({
      kind: 'choices',
      text: name,
      choices: [{ title: name, says: { kind: 'event', name, parameters: { a: 1 } } }],
    });
    chat.answers({ messages: [event('HOURS')] });
    chat.taps(0);
    expect(chat.asked().input).toEqual({ kind: 'event', name: 'HOURS', parameters: { a: 1 } });
    chat.answers({ messages: [event('SKIP_ALL')] });
    expect(read(chat.taps(0))).toEqual(['Bye']);
    expect(chat.session).toMatchObject({ status: 'ended', disposition: 'completed' });
  });

  test('a tap on a survey question in the middle of a talk is explained', () => {
    const chat = atAgent();
    const [question] = chat.sent;
    chat.says('?');
    chat.answers({ messages: [text('Hm.')] });
    const [good] = question ? tapsOf(question.message) : [];
    expect(read(chat.says({ kind: 'tap', source: 'button', ...(good ?? { id: '', title: '' }) }))).toEqual([
      words.ready,
    ]);
    expect(chat.notes('tap.stale')).toHaveLength(1);
  });
});

describe('the conversation alone', () => {
  test('what a person begins with is the first query; when the agent ends it, the next message begins anew', () => {
    const chat = inTalk();
    chat.says('Do you have parking?');
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'Do you have parking?' });
    const first = chat.session?.id;
    expect(read(chat.answers({ messages: [text('Yes. Bye!')], ended: true }))).toEqual(['Yes. Bye!']);
    expect(chat.session).toMatchObject({ status: 'ended', disposition: 'completed' });
    chat.says('one more thing');
    expect(chat.session?.id).not.toBe(first);
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'one more thing' });
  });

  test('it is opened by an event where nobody said anything, with a new epoch after each end', () => {
    const chat = inTalk('opens: { event: WELCOME }');
    chat.says('talk');
    expect(chat.asked().input).toEqual({ kind: 'event', name: 'WELCOME' });
    const contexts = [{ name: 'menu', lifespan: 5, parameters: {} }];
    chat.answers({ match: 'event', messages: [text('Hello!')], contexts, page: 'start', parameters: { a: 1 } });
    chat.says('hm');
    expect(chat.asked().memory).toEqual({ epoch: 0, contexts, page: 'start', parameters: { a: 1 }, answeredAt: START });
    chat.answers({ messages: [text('A colleague comes.')], person: { data: { queue: 'sales' } } });
    chat.command({ kind: 'release', then: 'resume' });
    chat.says('hello?');
    expect(chat.asked().memory).toEqual({ epoch: 1, contexts: [], parameters: {} });
  });

  test('after the agent has ended a dialogue, the next one in the same session begins with a new epoch', () => {
    const chat = new Chat({ flows: [compiled(`${TALK.replace('    MORE\n', '')}  - { goto: chat }\n`)] });
    chat.says('talk');
    chat.says('first');
    chat.answers({ messages: [text('Bye.')], ended: true, contexts: [{ name: 'x', lifespan: 1, parameters: {} }] });
    const { session } = chat;
    chat.says('second');
    expect(chat.session?.id).toBe(session?.id);
    expect(chat.asked().memory).toEqual({ epoch: 1, contexts: [], parameters: {} });
  });

  test('no template calls anybody back into it', () => {
    const chat = inTalk();
    chat.says('hi');
    chat.answers({ messages: [text('Hello.')] });
    expect(chat.timer()).toEqual([]);
    expect(chat.session).toMatchObject({ status: 'ended', disposition: 'completed', reason: 'silence' });
    expect(chat.notes('fallback.sent')).toEqual([]);
  });

  test('an answer that comes after the window has closed is not sent', () => {
    const chat = inTalk();
    chat.says('hi');
    chat.now += DAY + HOUR;
    expect(chat.answers({ messages: [text('Hello.')] })).toEqual([]);
    expect(chat.notes('message.dropped')).toMatchObject([{ data: { reason: 'window-closed' } }]);
    expect(chat.session?.status).toBe('ended');
  });

  test('an agent that opens itself in a circle is stopped', () => {
    const flow = compiled(
      `${TALK.replace('MORE', "opens: { event: GO }\n    until: intent('go')")}  - { goto: chat }\n`,
    );
    const chat = new Chat({ flows: [flow] });
    chat.command({ kind: 'start-flow', flowId: 'talk' });
    for (let round = 0; chat.conversation.call && round < 100; round += 1) chat.answers({ intent: 'go' });
    expect(chat.session).toMatchObject({ status: 'ended', reason: 'turn-budget-exceeded' });
  });
});

test('a template of an agent goes out in its place, its values as they stand', () => {
  const chat = new Chat({ flows: [talk()], channel: { defaultFlow: 'talk' } });
  chat.says('hi');
  const call = { template: 'visit_reminder', params: { name: '{{ contact.name }}' } };
  const sent = chat.answers({ messages: [text('One.'), { kind: 'template', call }, text('Two.')] });
  expect(sent.map(({ kind }) => kind)).toEqual(['text', 'template', 'text']);
  expect(JSON.stringify(sent[1])).toContain('{{ contact.name }}');
  chat.says('again');
  chat.answers({ messages: [{ kind: 'template', call: { template: 'gone' } }] });
  expect(chat.notes('agent.template-skipped')).toMatchObject([
    { data: { template: 'gone', code: 'template-missing' } },
  ]);
});

describe('hand-over to a person', () => {
  const handedOver = () => {
    const chat = atAgent();
    chat.says('this is bad');
    return { chat, sent: chat.answers({ intent: 'Complaint', match: 'intent', messages: [text('I am sorry.')] }) };
  };

  test('the bot says nothing until the person releases it; the window stays true, and the talk goes on', () => {
    const { chat, sent } = handedOver();
    expect(read(sent)).toEqual(['I am sorry.']);
    expect(chat.conversation).toMatchObject({ handoff: { by: 'agent', topic: 'complaints' }, handedOffAt: START });
    expect(chat.conversation.timers).toEqual([]);
    chat.now += HOUR;
    expect(chat.says('hello?')).toEqual([]);
    expect(chat.notes('message.for-person')).toHaveLength(1);
    expect(chat.conversation.window.closesAt).toBe(START + HOUR + DAY);
    chat.command({ kind: 'release', then: 'resume' });
    expect(chat.conversation).toMatchObject({ handoff: null, handedOffAt: null });
    expect(chat.conversation.timers.map(({ kind }) => kind)).toContain('timeout');
    chat.says('and the address?');
    expect(chat.asked().input).toEqual({ kind: 'text', text: 'and the address?' });
  });

  test('nothing stray is said: a fallback text is left out, our own words stand in where nothing was said', () => {
    const chat = atAgent();
    chat.says('blah');
    const sent = chat.answers({ match: 'fallback', messages: [text('What?')], person: { data: { reason: 'lost' } } });
    expect(read(sent)).toEqual([words.personComes]);
    expect(chat.conversation.handoff).toEqual({ by: 'agent', topic: 'lost', data: { reason: 'lost' } });
  });

  test.each(['at a question', 'in a talk'])('a keyword asks for a person %s', (where) => {
    const chat = where === 'in a talk' ? atAgent() : new Chat({ flows: [compiled(CLINIC)] });
    if (where !== 'in a talk') chat.says('clinic');
    expect(read(chat.says('HUMAN!'))).toEqual([words.personComes]);
    expect(chat.conversation.handoff).toMatchObject({ by: 'keyword', topic: 'front desk' });
    expect(chat.conversation.call).toBeNull();
    const after = chat.command({ kind: 'release', then: 'resume' });
    expect(read(after)).toEqual(where === 'in a talk' ? [] : ['How was it?']);
  });

  test('a person in the team takes it over; the answer of an agent that was asked is not said any more', () => {
    const chat = atAgent();
    chat.says('?');
    const { id } = chat.asked();
    chat.command({ kind: 'hand-off', topic: 'vip' });
    expect(chat.answers({ messages: [text('Late.')] }, id)).toEqual([]);
    expect(chat.notes('agent.late-answer')).toHaveLength(1);
    chat.command({ kind: 'release', then: 'resume' });
    expect(chat.session?.waiting?.agent).not.toHaveProperty('pending');
    chat.command({ kind: 'hand-off' });
    chat.command({ kind: 'release', then: 'end' });
    expect(chat.session).toMatchObject({ status: 'ended', reason: 'ended-by-person' });
  });

  test('a step of the flow hands over, and goes on when it is given back', () => {
    const chat = new Chat({
      flows: [
        compiled(`
id: f
kind: survey
languages: [en]
title: F
start: { keywords: [f] }
steps:
  - { id: desk, handoff: front desk, say: Please wait. }
  - { id: after, ask: text, text: Were you helped?, when: desk == true }
`),
      ],
    });
    expect(read(chat.says('f'))).toEqual(['Please wait.']);
    expect(chat.says('I wait')).toEqual([]);
    expect(read(chat.command({ kind: 'release', then: 'resume' }))).toEqual(['Were you helped?']);
    chat.says('yes');
    expect(chat.session).toMatchObject({ disposition: 'completed', answers: { desk: { value: true } } });
  });

  test('stop is obeyed, and nobody has the conversation any more', () => {
    const { chat } = handedOver();
    chat.says('stop');
    expect(chat.conversation).toMatchObject({ handoff: null, optedOutAt: START });
    expect(chat.session?.disposition).toBe('refused');
  });
});

describe('agent → survey', () => {
  test('by an intent or a payload another flow takes its place', () => {
    const chat = atAgent();
    chat.says('let me vote');
    expect(read(chat.answers({ intent: 'Rate', messages: [text('Gladly.')] }))).toEqual(['Gladly.\n\nRed or blue?']);
    expect(chat.session?.flowId).toBe('poll');

    const alone = inTalk();
    alone.says('vote');
    const startFlow = { flowId: 'poll', values: { campaign: 'bot' } };
    alone.answers({ startFlow });
    expect(alone.session).toMatchObject({ flowId: 'poll', vars: { campaign: 'bot' } });
    expect(alone.notes('session.ended')).toMatchObject([{ data: { disposition: 'completed' } }]);
  });

  test('a flow that is not there changes nothing', () => {
    const chat = inTalk();
    chat.says('vote');
    expect(read(chat.answers({ startFlow: { flowId: 'gone', values: {} } }))).toEqual([words.trouble]);
    expect(chat.session).toMatchObject({ flowId: 'talk', status: 'active' });
  });
});

describe('when the agent fails', () => {
  test('it is said so once, then the flow goes on', () => {
    const chat = atAgent();
    chat.says('?');
    expect(read(chat.answers({ failed: 'down' }))).toEqual([words.trouble]);
    chat.says('?');
    expect(read(chat.answers({ failed: 'down' }))).toEqual([`${words.goesOn}\n\nScore for us?`]);
    expect(chat.session?.answers['help']).toMatchObject({ detail: { how: 'unavailable' } });
  });

  test('an answer in between begins the count anew; a broken link is not tried twice', () => {
    const chat = atAgent();
    const outcomes: Parameters<Chat['answers']>[0][] = [{ failed: 'busy' }, {}, { failed: 'down' }];
    for (const outcome of outcomes) {
      chat.says('?');
      chat.answers(outcome);
    }
    expect(chat.session?.waiting?.stepId).toBe('help');
    chat.says('?');
    chat.answers({ failed: 'broken' });
    expect(chat.session?.waiting?.stepId).toBe('score');
  });

  test('a conversation asks again for as long as it takes; other courses by choice', () => {
    const chat = inTalk();
    for (let turn = 0; turn < 5; turn += 1) {
      chat.says('?');
      expect(read(chat.answers({ failed: 'down' }))).toEqual([words.trouble]);
    }
    const handing = inTalk('trouble: { limit: 1, say: "One moment.", then: handoff }');
    handing.says('?');
    expect(read(handing.answers({ failed: 'down' }))).toEqual(['One moment.']);
    expect(handing.conversation.handoff?.by).toBe('flow');
    const ending = inTalk('trouble: { limit: 1, then: end }');
    ending.says('?');
    ending.answers({ failed: 'down' });
    expect(ending.session).toMatchObject({ status: 'ended', reason: 'agent-unavailable' });
  });

  test('what an agent cannot take is told, and counts as no failure', () => {
    const chat = inTalk('trouble: { limit: 1, then: end }');
    chat.says({ kind: 'media', media: 'audio', id: 'v1', mime: 'audio/ogg', voice: true });
    expect(chat.asked().input).toEqual({ kind: 'voice', mediaId: 'v1', mime: 'audio/ogg' });
    expect(read(chat.answers({ failed: 'unsupported' }))).toEqual([words.wordsOnly]);
    expect(read(chat.says({ kind: 'media', media: 'image', id: 'i1' }))).toEqual([words.wordsOnly]);
    expect(chat.session?.status).toBe('active');
  });

  test('an answer of nothing at all is told as not understood', () => {
    const chat = inTalk();
    chat.says('?');
    expect(read(chat.answers({}))).toEqual([words.notUnderstood]);
  });

  test('however much an agent says, the conversation lives', () => {
    const chat = inTalk();
    chat.says('?');
    const reply: Partial<AgentReply> = { messages: Array.from({ length: 60 }, () => text('Word. '.repeat(2_000))) };
    const sent = chat.answers(reply);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.map(textOf).join('').length).toBeLessThan(17_000);
    expect(chat.session?.status).toBe('active');
    expect(chat.notes('agent.skipped')).toHaveLength(1);
  });
});

test('an answer that nobody waits for any more changes nothing', () => {
  const chat = atAgent();
  chat.says('first');
  const { id } = chat.asked();
  chat.answers({ messages: [text('One.')] });
  expect(chat.answers({ messages: [text('One.')] }, id)).toEqual([]);
  expect(chat.notes('agent.late-answer')).toHaveLength(1);
});

test('a voice note, a place and a card are told in words as far as they can be', () => {
  const chat = inTalk();
  chat.says({ kind: 'location', latitude: 30, longitude: 31, name: 'Home' });
  expect(chat.asked()).toMatchObject({ input: { text: 'Home' }, location: { latitude: 30, longitude: 31 } });
  chat.answers({ messages: [text('ok')] });
  chat.says({ kind: 'media', media: 'image', id: 'i', caption: 'my card' });
  expect(chat.asked().input).toEqual({ kind: 'text', text: 'my card' });
});

test('an event from outside reaches the agent that is being talked to, and no other', () => {
  const chat = atAgent();
  chat.command({ kind: 'agent-event', name: 'ORDER_SENT', parameters: { id: 7 } });
  expect(chat.asked().input).toEqual({ kind: 'event', name: 'ORDER_SENT', parameters: { id: 7 } });
  const asked = new Chat({ flows: [compiled(CLINIC)] });
  asked.says('clinic');
  asked.command({ kind: 'agent-event', name: 'ORDER_SENT', parameters: {} });
  expect(asked.conversation.call).toBeNull();
  expect(asked.notes('agent.event-unheard')).toHaveLength(1);
});
