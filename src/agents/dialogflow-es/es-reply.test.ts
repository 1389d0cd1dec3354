import fc from 'fast-check';
import { AgentReply } from '../../flow/agent/agent-reply.js';
import { encodeStruct } from '../google/struct.js';
import { esReply } from './es-reply.js';

/** As the client gives it: what is unset is null, "" or false. */
const UNSET = {
  action: '',
  parameters: { fields: {} },
  allRequiredParamsPresent: true,
  cancelsSlotFilling: false,
  fulfillmentText: '',
  fulfillmentMessages: [],
  outputContexts: [],
  intent: null,
  intentDetectionConfidence: 0,
};
const INTENT = { displayName: 'Booking', isFallback: false, endInteraction: false, liveAgentHandoff: false };
const read = (result: object, asked: 'text' | 'event' = 'text', rest: object = {}) =>
  esReply({ queryResult: { ...UNSET, ...result }, webhookStatus: null, ...rest }, asked, ['default']);

test('an intent', () => {
  const intentDetectionConfidence = Math.fround(0.87);
  const parameters = encodeStruct({ size: 'L', guests: 2, when: '', tags: ['a', null] });
  expect(read({ intent: INTENT, intentDetectionConfidence, action: 'book', parameters })).toMatchObject({
    match: 'intent',
    intent: 'Booking',
    confidence: 0.87,
    action: 'book',
    parameters: { size: 'L', guests: 2, when: '', tags: ['a', null] },
    slotFilling: false,
    ended: false,
  });
});

test.each([
  ['the flag of a fallback intent', { intent: { ...INTENT, isFallback: true } }, 'text', 'fallback'],
  ['the action of the stock fallback', { action: 'input.unknown' }, 'text', 'fallback'],
  ['small talk, without an intent', { action: 'smalltalk.greetings.hello' }, 'text', 'none'],
  ['an intent without a name', { intent: { ...INTENT, displayName: '' } }, 'text', 'none'],
  ['an event that an intent takes', { intent: INTENT }, 'event', 'event'],
  ['an event that none takes', {}, 'event', 'none'],
  ['an event that ends in the fallback', { intent: { ...INTENT, isFallback: true } }, 'event', 'fallback'],
] as const)('match: %s', (_name, result, asked, match) => {
  expect(read(result, asked).match).toBe(match);
});

test.each([
  ['a parameter is missing', { allRequiredParamsPresent: false, parameters: encodeStruct({ when: '' }) }, true],
  ['a list is missing', { allRequiredParamsPresent: false, parameters: encodeStruct({ when: 'now', who: [] }) }, true],
  ['all are there', { parameters: encodeStruct({ when: '' }) }, false],
  ['the flag alone', { allRequiredParamsPresent: false, parameters: encodeStruct({ when: 'now' }) }, false],
  [
    'the person said cancel',
    { allRequiredParamsPresent: false, cancelsSlotFilling: true, parameters: encodeStruct({ when: '' }) },
    false,
  ],
] as const)('slot filling: %s', (_name, result, slotFilling) => {
  expect(read({ intent: INTENT, ...result }).slotFilling).toBe(slotFilling);
  expect(read({ intent: { ...INTENT, isFallback: true }, ...result }).slotFilling).toBe(false);
});

test('contexts by their short names, without those of Dialogflow’s own, ours and dead ones', () => {
  const session = 'projects/p/agent/sessions/s/contexts/';
  const context = (name: string, lifespanCount = 2) => ({
    name: `${session}${name}`,
    lifespanCount,
    parameters: encodeStruct({ date: 'x', 'date.original': 'y' }),
  });
  const own = ['__system_counters__', '6f1d_id_dialog_context', 'booking_dialog_params_size', 'canvass'];
  const outputContexts = [...own.map((name) => context(name)), context('booking-followup', 5), context('gone', 0)];
  expect(read({ outputContexts }).contexts).toEqual([
    { name: 'booking-followup', lifespan: 5, parameters: { date: 'x', 'date.original': 'y' } },
  ]);
});

test.each([
  ['the live-agent flag', { intent: { ...INTENT, liveAgentHandoff: true } }],
  ['the action input.handoff', { intent: INTENT, action: 'input.handoff' }],
  ['the action handoff', { intent: INTENT, action: 'handoff' }],
])('a person is asked for by %s', (_name, result) => {
  expect(read(result).person).toEqual({ data: {} });
});

test('nothing else asks for a person', () => {
  expect(read({ intent: INTENT, action: 'handoffs.list' })).not.toHaveProperty('person');
});

test('the end of the conversation', () => {
  expect(read({ intent: { ...INTENT, endInteraction: true } }).ended).toBe(true);
});

test('a webhook that failed is told of, one that worked is not', () => {
  const status = { code: 4, message: 'Webhook call failed. Error: DEADLINE_EXCEEDED.' };
  expect(read({}, 'text', { webhookStatus: status }).webhookFailed).toBe(status.message);
  expect(read({}, 'text', { webhookStatus: { code: 13, message: '' } }).webhookFailed).toBe('status 13');
  const fine = { code: 0, message: 'Webhook execution successful' };
  expect(read({}, 'text', { webhookStatus: fine })).not.toHaveProperty('webhookFailed');
});

test('empty messages with a fulfillmentText', () => {
  expect(read({ intent: INTENT, fulfillmentText: 'Hello.' }).messages).toEqual([{ kind: 'text', text: 'Hello.' }]);
});

test('a payload is read as a plain object', () => {
  const payload = encodeStruct({ richContent: [[{ type: 'info', title: 'Opening hours' }]] });
  const { messages, skipped } = read({ intent: INTENT, fulfillmentMessages: [{ message: 'payload', payload }] });
  expect({ messages, skipped }).toMatchObject({ messages: [{ text: expect.stringContaining('Opening hours') }] });
});

test('reads anything at all', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ queryResult: fc.anything() })), (response) => {
      const reply = esReply(response, 'text', ['FACEBOOK', 'default']);
      expect(AgentReply.parse(reply)).toEqual(reply);
    }),
  );
  const fields = Object.keys(UNSET);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), fc.anything()), (change) => {
      const reply = read(change);
      expect(AgentReply.parse(reply)).toEqual(reply);
    }),
  );
});
