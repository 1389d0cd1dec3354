import { cxDialect } from '../../src/agents/dialogflow-cx/cx-engine.js';
import { esDialect } from '../../src/agents/dialogflow-es/es-engine.js';
import { GoogleEngine } from '../../src/agents/google/google-engine.js';
import { CxSettings, EsSettings } from '../../src/agents/kinds.js';
import type { AgentEngine, OpenedAgent } from '../../src/agents/agent-engine.js';
import {
  startDialogflowServer,
  type CxRequest,
  type DialogflowServer,
  type EsRequest,
} from '../doubles/dialogflow-server/dialogflow-server.js';
import type { Answer } from '../doubles/dialogflow-server/sessions-double.js';
import { struct } from '../doubles/dialogflow-server/structs.js';
import { agentEngineContract, CONTRACT_AGENT } from './agent-engine.contract.js';

let server: DialogflowServer;
beforeAll(async () => {
  server = await startDialogflowServer();
});
beforeEach(() => {
  server.es.answer(({ request }) => esContractAgent(request));
  server.cx.answer(({ request }) => cxContractAgent(request));
});
afterAll(() => server.stop());

const es = new GoogleEngine(esDialect);
agentEngineContract('Dialogflow ES', {
  engine: es,
  open: () =>
    opened(
      es,
      EsSettings.parse({ projectId: 'a-project', languages: ['en', 'de'], platforms: ['FACEBOOK', 'default'] }),
    ),
  fallSilent: () => server.es.answer('never'),
  garble: [
    { bytes: Buffer.from('no protobuf at all') },
    { bytes: Buffer.alloc(0) },
    { response: {} },
    { response: { queryResult: {} } },
    { response: { queryResult: { fulfillmentMessages: [{}, { payload: {} }], outputContexts: [{}], intent: {} } } },
  ].map((answer) => () => server.es.answer(answer)),
});

const cx = new GoogleEngine(cxDialect);
agentEngineContract('Dialogflow CX', {
  engine: cx,
  open: () =>
    opened(
      cx,
      CxSettings.parse({
        projectId: 'a-project',
        location: 'europe-west1',
        agentId: '6f1d2a52-6d8f-4c0e-9d4a-0d1c6b1b7a10',
        languages: ['en', 'de'],
      }),
    ),
  fallSilent: () => server.cx.answer('never'),
  garble: [
    { bytes: Buffer.from('no protobuf at all') },
    { bytes: Buffer.alloc(0) },
    { response: { queryResult: { responseMessages: [{}, { payload: {} }, { liveAgentHandoff: {} }], match: {} } } },
  ].map((answer) => () => server.cx.answer(answer)),
});

async function opened<Settings>(engine: AgentEngine<Settings>, settings: Settings): Promise<OpenedAgent> {
  const result = await engine.open(settings, undefined, { emulator: server.address });
  if (!result.ok) throw new Error(result.failure.text);
  return result.agent;
}

interface Asked {
  text?: string | null | undefined;
  event?: string | null | undefined;
  language: string;
}

function find({ text, event, language }: Asked) {
  const tongue = language === 'de' ? 'de' : 'en';
  const wanted = (text ?? '').toLowerCase();
  const intent =
    CONTRACT_AGENT.find((one) => 'event' in one && one.event === event) ??
    CONTRACT_AGENT.find((one) => 'says' in one[tongue] && wanted.startsWith(one[tongue].says)) ??
    CONTRACT_AGENT.at(-1);
  if (intent === undefined) throw new Error('the agent has no intents');
  const said = intent[tongue];
  return { intent, answers: said.answers, choices: 'choices' in said ? said.choices : [] };
}

/** The contract's agent in the words of ES, with the limits that ES has. */
function esContractAgent({ session, queryInput }: EsRequest): Answer {
  const { text, event, audioConfig } = queryInput ?? {};
  if (
    (session ?? '')
      .split('/')
      .at(-1)
      ?.match(/^[\w-]{1,36}$/) === null
  ) {
    return { fault: 'INVALID_ARGUMENT', details: 'Invalid session id.' };
  }
  if ((text?.text ?? '').length > 256) {
    return { fault: 'INVALID_ARGUMENT', details: 'Input text exceeds 256 characters.' };
  }
  if (text?.text === '') return { fault: 'INVALID_ARGUMENT', details: 'Input text not set.' };
  const language = text?.languageCode ?? event?.languageCode ?? audioConfig?.languageCode ?? '';
  const { intent, answers, choices } = find({ text: text?.text, event: event?.name, language });
  const fallback = 'fallback' in intent;
  return {
    response: {
      queryResult: {
        languageCode: language,
        allRequiredParamsPresent: true,
        action: fallback ? 'input.unknown' : '',
        intent: { displayName: intent.intent, isFallback: fallback, endInteraction: 'ends' in intent },
        intentDetectionConfidence: 0.87,
        fulfillmentMessages: [
          ...answers.map((answer) => ({ platform: 'FACEBOOK', text: { text: [answer] } })),
          ...(choices.length > 0 ? [{ platform: 'FACEBOOK', quickReplies: { quickReplies: choices } }] : []),
        ],
      },
    },
  };
}

/** The contract's agent in the words of CX. */
function cxContractAgent({ queryInput }: CxRequest): Answer {
  const language = queryInput?.languageCode ?? '';
  const { intent, answers, choices } = find({
    text: queryInput?.text?.text,
    event: queryInput?.event?.event,
    language,
  });
  const match = {
    matchType: 'fallback' in intent ? 'NO_MATCH' : 'event' in intent ? 'EVENT' : 'INTENT',
    intent: 'fallback' in intent ? null : { displayName: intent.intent },
    confidence: 0.87,
  };
  const chips = struct({ richContent: [[{ type: 'chips', options: choices.map((text) => ({ text })) }]] });
  return {
    response: {
      matches: [match],
      queryResult: {
        match,
        languageCode: language,
        responseMessages: [
          ...answers.map((answer) => ({ text: { text: [answer] } })),
          ...(choices.length > 0 ? [{ payload: chips }] : []),
          ...('ends' in intent ? [{ endInteraction: {} }] : []),
        ],
      },
    },
  };
}
