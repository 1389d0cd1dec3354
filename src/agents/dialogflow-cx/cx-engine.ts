import { GoogleEngine, type Dialect } from '../google/google-engine.js';
import type { AgentEngine } from '../agent-engine.js';
import type { CxSettings } from '../kinds.js';
import { connectCx, type CxClient } from './cx-client.js';
import { cxMatched, cxReply } from './cx-reply.js';
import { cxRequest, cxSession } from './cx-request.js';

/** Dialogflow CX, API v3. */
export const cxDialect: Dialect<CxSettings, CxClient> = {
  title: 'Dialogflow CX',
  service: 'google.cloud.dialogflow.cx.v3.Sessions',
  methods: ['DetectIntent', 'MatchIntent'],
  connect: connectCx,

  async ask(client, settings, query, timeoutMs) {
    const request = cxRequest(cxSession(client, settings, query.dialogue), query, settings.channel);
    // The options are made anew for each call: the client writes its headers into them.
    const [response] = await client.detectIntent(request, { timeout: timeoutMs });
    return cxReply(response);
  },

  // Matching alone changes nothing in the agent and calls no webhook.
  async tryOut(client, settings, { dialogue, language, timeoutMs }) {
    const session = cxSession(client, settings, dialogue);
    const queryInput = { text: { text: 'hi' }, languageCode: language };
    const [response] = await client.matchIntent({ session, queryInput }, { timeout: timeoutMs });
    return { matched: cxMatched(response), language: undefined };
  },
};

export const cxEngine: AgentEngine<CxSettings> = new GoogleEngine(cxDialect);
