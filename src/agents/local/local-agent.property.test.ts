import fc from 'fast-check';
import { join } from 'node:path';
import { AgentReply } from '../../flow/agent/agent-reply.js';
import { NOW } from '../../../test/fixtures/local-agent.js';
import { askLocalAgent } from './ask-local-agent.js';
import type { LocalQuery } from './ask-local-agent.js';
import { compileLocalAgent } from './compile-local-agent.js';
import type { CompiledLocalAgent } from './compile-local-agent.js';
import { LocalAgent } from './local-agent.js';
import { loadAgentFolder, readAgentZip, readExport } from './read-export.js';

let agent: CompiledLocalAgent;
beforeAll(async () => {
  const { agent: definition } = await loadAgentFolder(join(__dirname, '../../../flows/agents/clinic-faq'));
  agent = compileLocalAgent(LocalAgent.parse(definition));
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  // Words that the agent knows, so that it comes to its slots and follow-ups.
  fc
    .array(
      fc.constantFrom(
        'book',
        'an',
        'appointment',
        'heart',
        'tomorrow',
        '12',
        'March',
        'yes',
        'cancel',
        'price',
        '$date',
        '#a.b',
        '👍',
        'غدا',
        '\u0000',
      ),
      { maxLength: 12 },
    )
    .map((words) => words.join(' ')),
);
const anyJson = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as null);
const anyRecord = fc.dictionary(
  fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
  anyJson,
  {
    maxKeys: 3,
    noNullPrototype: true,
  },
);
const anyContexts = fc.array(
  fc.record({
    name: fc.constantFrom('%asking', 'prices-followup', 'appointment-followup', 'Booked', ''),
    lifespan: fc.integer({ min: -1, max: 5 }),
    parameters: fc.oneof(
      anyRecord,
      fc.record({
        intent: fc.constantFrom(...['appointment', 'none']),
        waitsFor: fc.constantFrom('date', 'department', 'x'),
        values: anyRecord,
        originals: fc.constant({}),
      }),
    ),
  }),
  { maxLength: 3 },
);
const anyQuery: fc.Arbitrary<LocalQuery> = fc.record({
  dialogue: fc.constant('d'),
  input: fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: anyText }),
    fc.record({
      kind: fc.constant('event' as const),
      name: fc.oneof(fc.constant('WELCOME'), anyText),
      parameters: anyRecord,
    }),
  ),
  language: fc.oneof(fc.constantFrom('en', 'es-MX', 'ar', '', 'x-'), fc.string({ maxLength: 8 })),
  parameters: anyRecord,
  contexts: anyContexts,
  timezone: fc.constantFrom('Africa/Cairo', 'UTC', 'no/such', ''),
});

test('whatever it is asked, it answers with a reply, the same for the same query, and harms no query', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const before = structuredClone(query);
      const reply = askLocalAgent(agent, query, NOW);
      expect(AgentReply.parse(reply)).toEqual(reply);
      expect(askLocalAgent(agent, query, NOW)).toEqual(reply);
      expect(query).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('contexts only run out: none lives for longer than before unless the intent set it', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 9 }), (text, lifespan) => {
      const contexts = [{ name: 'of-nobody', lifespan, parameters: {} }];
      const query = {
        dialogue: 'd',
        input: { kind: 'text' as const, text },
        language: 'en',
        parameters: {},
        contexts,
        timezone: 'UTC',
      };
      const { contexts: after, slotFilling } = askLocalAgent(agent, query, NOW);
      const left = after.find(({ name }) => name === 'of-nobody')?.lifespan ?? 0;
      expect(left).toBe(slotFilling ? lifespan : lifespan - 1);
    }),
    { numRuns: 150 },
  );
});

test('whatever an export holds, it is read or told, and what is read can be asked', () => {
  const anyFile = fc.oneof(
    fc.string(),
    fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
    fc
      .record(
        {
          name: fc.oneof(fc.constantFrom('A', 'B'), anyJson),
          contexts: anyJson,
          events: anyJson,
          priority: anyJson,
          responses: fc.oneof(
            anyJson,
            fc.array(
              fc.record({
                messages: fc.array(fc.record({ type: anyJson, speech: anyJson, payload: anyJson, lang: anyJson })),
                parameters: fc.array(
                  fc.record({
                    name: fc.string(),
                    dataType: anyJson,
                    prompts: anyJson,
                    required: fc.boolean(),
                    value: fc.string(),
                  }),
                ),
              }),
            ),
          ),
          userSays: fc.array(
            fc.record({
              data: fc.array(
                fc.record({ text: fc.string(), meta: fc.constantFrom('@a', '@sys.date', 'x'), alias: fc.string() }),
              ),
            }),
          ),
          isRegexp: fc.boolean(),
          entries: fc.array(fc.record({ value: fc.string(), synonyms: fc.array(fc.string()) })),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  );
  const path = fc.constantFrom(
    'agent.json',
    'intents/A.json',
    'intents/B.json',
    'intents/A_usersays_en.json',
    'entities/a.json',
    'entities/a_entries_en.json',
    'x/y.json',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(path, anyFile), { maxLength: 6 }), anyText, (files, text) => {
      const { agent: read, problems } = readExport(new Map(files));
      if (!read) return expect(problems).not.toEqual([]);
      expect(LocalAgent.parse(read)).toEqual(read);
      const reply = askLocalAgent(
        compileLocalAgent(read),
        { dialogue: 'd', input: { kind: 'text', text }, language: 'en', parameters: {}, contexts: [], timezone: 'UTC' },
        NOW,
      );
      return expect(AgentReply.parse(reply)).toEqual(reply);
    }),
    { numRuns: 300 },
  );
});

test('any bytes are a zip or told to be none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, looksReal) => {
      const given = looksReal ? Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes]) : bytes;
      expect(readAgentZip(given).problems).not.toEqual([]);
    }),
  );
});
