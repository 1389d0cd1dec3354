import { GoogleEngine, type Dialect } from '../google/google-engine.js';
import type { AgentEngine } from '../agent-engine.js';
import type { EsSettings } from '../kinds.js';
import { connectEs, type EsClient } from './es-client.js';
import { esLanguage, esReply } from './es-reply.js';
import { esRequest, esSession } from './es-request.js';

/** Dialogflow ES, API v2. */
export const esDialect: Dialect<EsSettings, EsClient> = {
  title: 'Dialogflow ES',
  service: 'google.cloud.dialogflow.v2.Sessions',
  methods: ['DetectIntent'],
  connect: connectEs,

  async ask(client, settings, query, timeoutMs) {
    const request = esRequest(esSession(client, settings, query.dialogue), query);
    // The options are made anew for each call: the client writes its headers into them.
    const [response] = await client.detectIntent(request, { timeout: timeoutMs });
    return esReply(response, query.input.kind, settings.platforms);
  },

  async tryOut(client, settings, { dialogue, language, timeoutMs }) {
    const session = esSession(client, settings, dialogue);
    const queryInput = { text: { text: 'hi', languageCode: language } };
    const [response] = await client.detectIntent({ session, queryInput }, { timeout: timeoutMs });
    const { match, intent } = esReply(response, 'text', settings.platforms);
    const name = intent === undefined ? 'no intent' : `the intent "${intent}"`;
    return { matched: match === 'fallback' ? `${name} (fallback)` : name, language: esLanguage(response) };
  },
};

export const esEngine: AgentEngine<EsSettings> = new GoogleEngine(esDialect);
