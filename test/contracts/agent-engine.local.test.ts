import { createLocalEngine } from '../../src/agents/local/local-engine.js';
import type { LocalAgent } from '../../src/agents/local/local-agent.js';
import { LocalSettings } from '../../src/agents/kinds.js';
import { agentOf, NOW } from '../fixtures/local-agent.js';
import { agentEngineContract, CONTRACT_AGENT, queryOf } from './agent-engine.contract.js';

const engine = createLocalEngine({ now: () => NOW });

/** The contract's agent as a local one. */
function contractAgent(): LocalAgent {
  const messagesOf = (said: { answers: readonly string[]; choices?: readonly string[] }) => [
    ...said.answers.map((text) => ({ text: { text: [text] } })),
    ...(said.choices ? [{ quickReplies: { quickReplies: [...said.choices] } }] : []),
  ];
  return agentOf(
    CONTRACT_AGENT.map(({ intent, en, de, ...more }) => ({
      name: intent,
      events: 'event' in more ? [more.event] : [],
      fallback: 'fallback' in more,
      ends: 'ends' in more,
      messages: { en: messagesOf(en), de: messagesOf(de) },
      phrases: { en: 'says' in en ? [[en.says]] : [], de: 'says' in de ? [[de.says]] : [] },
    })),
    { languages: ['en', 'de'] },
  );
}

async function open() {
  const opened = await engine.open(LocalSettings.parse({ definition: contractAgent() }), undefined, {});
  if (!opened.ok) throw new Error(opened.failure.text);
  return opened.agent;
}

agentEngineContract('The local engine', { engine, open });

test('its check warns what it is', async () => {
  const agent = await open();
  expect(await agent.check()).toMatchObject({
    ok: true,
    warnings: [expect.stringContaining('for trying and testing')],
  });
  await agent.close();
  expect(await agent.check()).toMatchObject({ ok: false });
});

test('what it remembers goes out and comes back, so that one agent serves many dialogues', async () => {
  const agent = await open();
  const contexts = [{ name: 'a', lifespan: 3, parameters: { b: 1 } }];
  const outcome = await agent.ask(queryOf({ kind: 'text', text: 'when are you open' }, { contexts }), {
    deadlineMs: 1,
  });
  expect(outcome).toMatchObject({ reply: { contexts: [{ name: 'a', lifespan: 2, parameters: { b: 1 } }] } });
});
