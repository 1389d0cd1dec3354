import fc from 'fast-check';
import { AgentOutcome, type AgentReply } from '../../src/flow/agent/agent-reply.js';
import type { AgentEngine, AgentQuery, OpenedAgent, QueryInput } from '../../src/agents/agent-engine.js';

/**
 * The agent that every engine is tried with. It speaks `en` and `de`, English first, and has these intents and no
 * others; an answer's parts are messages of their own, in this order. What matches none of them is answered by the
 * fallback intent.
 */
export const CONTRACT_AGENT = [
  {
    intent: 'Opening hours',
    en: { says: 'when are you open', answers: ['We are open from 9 to 5.'] },
    de: { says: 'wann habt ihr offen', answers: ['Wir haben von 9 bis 17 Uhr offen.'] },
  },
  {
    /** After its texts it offers the choices Red and Blue, which say their own titles. */
    intent: 'Colours',
    en: { says: 'which colours do you have', answers: ['We have two.', 'Both are bright.'], choices: ['Red', 'Blue'] },
    de: { says: 'welche farben habt ihr', answers: ['Wir haben zwei.', 'Beide leuchten.'], choices: ['Rot', 'Blau'] },
  },
  {
    /** By the event WELCOME alone. */
    intent: 'Greeting',
    event: 'WELCOME',
    en: { answers: ['Welcome!'] },
    de: { answers: ['Willkommen!'] },
  },
  {
    /** Ends the conversation. */
    intent: 'Goodbye',
    ends: true,
    en: { says: 'goodbye for now', answers: ['See you!'] },
    de: { says: 'auf wiedersehen', answers: ['Bis bald!'] },
  },
  {
    intent: 'Not understood',
    fallback: true,
    en: { answers: ['Sorry, what was that?'] },
    de: { answers: ['Wie bitte?'] },
  },
] as const;

/** How one engine looks to the contract. */
export interface AgentEngineSetup {
  engine: Pick<AgentEngine, 'voice' | 'textLimit'>;
  /** A link to the agent above; closed by the contract. */
  open(): Promise<OpenedAgent>;
  /** From now on the agent answers nothing at all. Absent where an engine cannot wait for anything. */
  fallSilent?: () => void;
  /** Each makes the agent answer with something that is no answer. */
  garble?: readonly (() => void)[];
}

const PATIENT_MS = 20_000;
/** Real time, as short as the machine allows: a query that hangs has to run into it. */
const HANG_MS = 150;

/** What every engine owes those who ask; what is special to one belongs into its own test file. */
export function agentEngineContract(name: string, setup: AgentEngineSetup): void {
  describe(`${name} keeps the contract of agent engines`, () => {
    let agent: OpenedAgent;
    beforeEach(async () => {
      agent = await setup.open();
    });
    afterEach(() => agent.close());

    const ask = (input: QueryInput, more: Partial<AgentQuery> = {}) =>
      agent.ask(queryOf(input, more), { deadlineMs: PATIENT_MS });
    const say = (text: string, more: Partial<AgentQuery> = {}) => ask({ kind: 'text', text }, more);

    test('answers a text by its intent', async () => {
      const reply = answered(await say('when are you open'));
      expect(reply).toMatchObject({ match: 'intent', intent: 'Opening hours', slotFilling: false, ended: false });
      expect(textsOf(reply)).toEqual(['We are open from 9 to 5.']);
      expect(reply.confidence ?? 1).toBeGreaterThan(0);
      expect(reply.confidence ?? 1).toBeLessThanOrEqual(1);
    });

    test('answers an event', async () => {
      const reply = answered(await ask({ kind: 'event', name: 'WELCOME', parameters: { name: 'Mira' } }));
      expect(reply).toMatchObject({ match: 'event', intent: 'Greeting' });
      expect(textsOf(reply)).toEqual(['Welcome!']);
    });

    test('says that it did not understand', async () => {
      const reply = answered(await say('qwertz 12345 zzz'));
      expect(reply.match).toBe('fallback');
      expect(textsOf(reply)).toEqual(['Sorry, what was that?']);
    });

    test.each([
      ['de', 'Willkommen!'],
      ['de-AT', 'Willkommen!'],
      ['en-GB', 'Welcome!'],
      ['fr', 'Welcome!'],
    ])('takes the nearest of its languages for %s', async (language, text) => {
      const reply = answered(await ask({ kind: 'event', name: 'WELCOME' }, { language }));
      expect(textsOf(reply)).toEqual([text]);
    });

    test('keeps the order of several messages', async () => {
      const { messages } = answered(await say('which colours do you have'));
      expect(messages.flatMap((message) => ('text' in message ? [message.text] : [])).slice(0, 2)).toEqual([
        'We have two.',
        'Both are bright.',
      ]);
      const last = messages.at(-1);
      const choices = last?.kind === 'choices' ? last.choices : [];
      expect(choices.map(({ title, says }) => ({ title, says }))).toEqual([
        { title: 'Red', says: { kind: 'text', text: 'Red' } },
        { title: 'Blue', says: { kind: 'text', text: 'Blue' } },
      ]);
    });

    test('says when the conversation is over', async () => {
      expect(answered(await say('goodbye for now'))).toMatchObject({ intent: 'Goodbye', ended: true });
    });

    test('answers a text of any length', async () => {
      const long = `when are you open? ${'I would really like to come by. '.repeat(120)}`;
      expect(long.length).toBeGreaterThan(3_500);
      answered(await say(long));
    });

    test('takes a voice note, or says that it cannot', async () => {
      const outcome = await ask({ kind: 'voice', bytes: Buffer.from('OggS'), mime: 'audio/ogg; codecs=opus' });
      if (setup.engine.voice) answered(outcome);
      else expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'unsupported' } });
    });

    test('serves many dialogues at once without mixing them up', async () => {
      const said = Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0 ? 'when are you open' : 'goodbye for now',
      );
      const replies = await Promise.all(said.map((text, index) => say(text, { dialogue: `dialogue-${index}` })));
      expect(replies.map((outcome) => answered(outcome).intent)).toEqual(
        said.map((text) => (text === 'when are you open' ? 'Opening hours' : 'Goodbye')),
      );
    });

    test('answers or fails in its own words, whatever it is asked', async () => {
      await fc.assert(
        fc.asyncProperty(anyQuery, async (query) => {
          const outcome = await agent.ask(query, { deadlineMs: PATIENT_MS });
          expect(AgentOutcome.parse(outcome)).toEqual(outcome);
        }),
        { numRuns: 40 },
      );
    });

    test('its test call says in a line what answered', async () => {
      const check = await agent.check();
      expect(check).toMatchObject({ ok: true });
      expect(check.ok && check.said).toMatch(/^\S.{10,}$/);
    });

    test('once closed it fails, and a second close does nothing', async () => {
      await agent.close();
      await agent.close();
      expect(await say('when are you open')).toMatchObject({ kind: 'failed' });
    });

    const { fallSilent, garble = [] } = setup;
    if (fallSilent !== undefined) {
      test('keeps its deadline', async () => {
        fallSilent();
        const started = performance.now();
        const outcome = await agent.ask(queryOf({ kind: 'text', text: 'hi' }), { deadlineMs: HANG_MS });
        expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'down', code: 'DEADLINE_EXCEEDED' } });
        expect(performance.now() - started).toBeLessThan(HANG_MS * 10);
      });
    }

    garble.forEach((garbled, index) => {
      test(`does not choke on an answer that is none (${index + 1})`, async () => {
        garbled();
        const outcome = await say('when are you open');
        expect(AgentOutcome.parse(outcome)).toEqual(outcome);
      });
    });
  });
}

/** A query with nothing special about it. */
export function queryOf(input: QueryInput, more: Partial<AgentQuery> = {}): AgentQuery {
  return {
    dialogue: 'a-dialogue_1',
    input,
    language: 'en',
    parameters: {},
    contexts: [],
    timezone: 'Europe/Vienna',
    ...more,
  };
}

/** The reply. @throws where the agent failed */
export function answered(outcome: AgentOutcome): AgentReply {
  expect(AgentOutcome.parse(outcome)).toEqual(outcome);
  if (outcome.kind === 'failed') throw new Error(`${outcome.failure.code}: ${outcome.failure.text}`);
  return outcome.reply;
}

function textsOf({ messages }: AgentReply): string[] {
  return messages.flatMap((message) => (message.kind === 'text' ? [message.text] : []));
}

const anyText = fc.string({ unit: 'grapheme', maxLength: 600 });
const anyParameters = fc.dictionary(
  fc.string({ maxLength: 20 }).filter((key) => key !== '__proto__'),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as null),
  { maxKeys: 4, noNullPrototype: true },
);
const anyInput: fc.Arbitrary<QueryInput> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: anyText }),
  fc.record({ kind: fc.constant('event' as const), name: anyText, parameters: anyParameters }),
  fc.record({
    kind: fc.constant('voice' as const),
    bytes: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
    mime: fc.option(fc.string(), { nil: undefined }),
  }),
);
const contexts = fc.array(
  fc.record({ name: fc.stringMatching(/^[a-z-]{1,20}$/), lifespan: fc.nat(10), parameters: anyParameters }),
  { maxLength: 3 },
);
const anyQuery: fc.Arbitrary<AgentQuery> = fc.record(
  {
    dialogue: fc.stringMatching(/^[\w-]{1,36}$/),
    input: anyInput,
    language: fc.string({ maxLength: 10 }),
    parameters: anyParameters,
    contexts,
    timezone: fc.constantFrom('Europe/Vienna', 'UTC', 'no/such'),
    restore: fc.record({ contexts, parameters: anyParameters }),
    location: fc.record({ latitude: fc.double({ min: -90, max: 90 }), longitude: fc.double({ min: -180, max: 180 }) }),
  },
  { requiredKeys: ['dialogue', 'input', 'language', 'parameters', 'contexts', 'timezone'] },
);
