import fc from 'fast-check';
import { AgentReply } from '../../flow/agent/agent-reply.js';
import { encodeStruct } from '../google/struct.js';
import { cxMatched, cxReply } from './cx-reply.js';

/** As the client gives it: what is unset is null, "" or 0. */
const UNSET = {
  parameters: null,
  responseMessages: [],
  webhookStatuses: [],
  currentPage: null,
  match: { matchType: 'MATCH_TYPE_UNSPECIFIED', intent: null, event: '', confidence: 0 },
};
const read = (result: object) => cxReply({ queryResult: { ...UNSET, ...result } });
const matched = (matchType: string, more: object = {}) => ({ match: { ...UNSET.match, matchType, ...more } });

test('an intent, the session’s parameters and the page', () => {
  const page = 'projects/p/locations/l/agents/a/flows/f/pages/g';
  const result = {
    ...matched('INTENT', { intent: { displayName: 'order.new' }, confidence: Math.fround(0.87) }),
    parameters: encodeStruct({ size: 'L', list: [1, { a: null }] }),
    currentPage: { name: page, displayName: 'Order' },
  };
  expect(read(result)).toMatchObject({
    match: 'intent',
    intent: 'order.new',
    confidence: 0.87,
    parameters: { size: 'L', list: [1, { a: null }] },
    contexts: [],
    page,
    slotFilling: false,
  });
});

test.each([
  ['INTENT', 'intent'],
  ['DIRECT_INTENT', 'intent'],
  ['EVENT', 'event'],
  ['NO_MATCH', 'fallback'],
  ['NO_INPUT', 'fallback'],
  ['PARAMETER_FILLING', 'none'],
  ['KNOWLEDGE_CONNECTOR', 'none'],
  ['PLAYBOOK', 'none'],
  ['MATCH_TYPE_UNSPECIFIED', 'none'],
  ['SOMETHING_NEW', 'none'],
  // As a name that every object has.
  ['constructor', 'none'],
])('%s is %s', (type, match) => {
  expect(read(matched(type)).match).toBe(match);
});

test('it is filling slots while a message of the form asks for one', () => {
  const text = { message: 'text', text: { text: ['Which size?'] } };
  const prompt = { ...text, responseType: 'PARAMETER_PROMPT' };
  expect(read({ ...matched('INTENT'), responseMessages: [text, prompt] }).slotFilling).toBe(true);
  expect(read({ ...matched('PARAMETER_FILLING'), responseMessages: [text] }).slotFilling).toBe(false);
});

test('a hand-over to a person, with what the agent says about it', () => {
  const metadata = encodeStruct({ queue: 'billing', vip: true });
  const responseMessages = [{ message: 'liveAgentHandoff', liveAgentHandoff: { metadata } }];
  expect(read({ responseMessages }).person).toEqual({ data: { queue: 'billing', vip: true } });
});

test('the end of the session', () => {
  expect(read({ responseMessages: [{ message: 'endInteraction', endInteraction: {} }] }).ended).toBe(true);
});

test('the first webhook that failed is told of', () => {
  const webhookStatuses = [
    { code: 0, message: 'OK' },
    { code: 14, message: 'webhook unreachable' },
    { code: 4, message: 'too late' },
  ];
  expect(read({ webhookStatuses }).webhookFailed).toBe('webhook unreachable');
  expect(read({ webhookStatuses: webhookStatuses.slice(0, 1) })).not.toHaveProperty('webhookFailed');
});

test('what a test call matched, in words', () => {
  const one = (matchType: string, more: object = {}) => cxMatched({ matches: [{ matchType, ...more }] });
  expect(one('INTENT', { intent: { displayName: 'greet' } })).toBe('the intent "greet"');
  expect(one('NO_MATCH')).toBe('no intent');
  expect(one('PLAYBOOK')).toBe('PLAYBOOK');
  expect(cxMatched({ matches: [] })).toBe('no intent');
  expect(cxMatched(null)).toBe('no intent');
});

test('reads anything at all', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ queryResult: fc.anything() })), (response) => {
      const reply = cxReply(response);
      expect(AgentReply.parse(reply)).toEqual(reply);
      expect(cxMatched(response)).toMatch(/./);
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(UNSET)), fc.anything()), (change) => {
      const reply = read(change);
      expect(AgentReply.parse(reply)).toEqual(reply);
    }),
  );
});
