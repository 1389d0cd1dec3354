import { systemClock } from '../../clock/clock.js';
import type { Clock } from '../../clock/clock.js';
import type { AgentFailure } from '../../flow/agent/agent-reply.js';
import type { AgentEngine, LinkCheck, OpenedAgent } from '../agent-engine.js';
import { QUERY_LIMIT } from '../cut-query.js';
import type { LocalSettings } from '../kinds.js';
import { askLocalAgent } from './ask-local-agent.js';
import { compileLocalAgent } from './compile-local-agent.js';
import type { CompiledLocalAgent } from './compile-local-agent.js';

const NO_VOICE: AgentFailure = {
  class: 'unsupported',
  code: 'voice',
  text: 'A local agent reads words only: it cannot listen to voice notes.',
};
const CLOSED: AgentFailure = { class: 'down', code: 'closed', text: 'The link to this local agent has been closed.' };

/** Runs exported Dialogflow ES agents within the process: for trying and testing, without an account at Google. */
export function createLocalEngine(clock: Clock): AgentEngine<LocalSettings> {
  return {
    voice: false,
    textLimit: QUERY_LIMIT,
    async open({ definition }) {
      return { ok: true, agent: opened(compileLocalAgent(definition), clock) };
    },
  };
}

export const localEngine = createLocalEngine(systemClock);

function opened(agent: CompiledLocalAgent, clock: Clock): OpenedAgent {
  let closed = false;
  return {
    async ask(query) {
      const { input } = query;
      if (closed) return { kind: 'failed', failure: CLOSED };
      if (input.kind === 'voice') return { kind: 'failed', failure: NO_VOICE };
      return { kind: 'answered', reply: askLocalAgent(agent, { ...query, input }, clock.now()) };
    },
    async check() {
      return closed ? { ok: false, failure: CLOSED } : checked(agent, clock);
    },
    async close() {
      closed = true;
    },
  };
}

function checked(agent: CompiledLocalAgent, clock: Clock): LinkCheck {
  const { name, languages, timezone, intents } = agent.definition;
  const [language = 'en'] = languages;
  const input = { kind: 'text' as const, text: 'hi' };
  const query = { dialogue: 'check', input, language, parameters: {}, contexts: [], timezone };
  const { match, intent } = askLocalAgent(agent, query, clock.now());
  const matched =
    intent === undefined ? 'no intent' : `the intent "${intent}"${match === 'fallback' ? ' (fallback)' : ''}`;
  return {
    ok: true,
    said: `The local agent "${name}" (${intents.length} intents; ${languages.join(', ')}) answered: "hi" matched ${matched}.`,
    warnings: ['A local agent is for trying and testing: it understands less than Dialogflow and calls no webhooks.'],
  };
}
