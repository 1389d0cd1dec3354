import { AgentHouse, scope } from '../../test/support/agent-links.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import { FlowAgentCheck } from './flow-agent-check.js';

const at = (line: number) => ({ stepId: 'help', path: `steps.${line}`, line });
const flow = {
  id: 'visit',
  agentUses: [
    { agent: 'faq', at: at(3) },
    { agent: 'gone', at: at(5) },
    { agent: 'hurt', at: at(7) },
  ],
} as unknown as CompiledFlow;

it('names the agents that are not linked, or broken, where the flow hands over to them', async () => {
  const house = await AgentHouse.open();
  await house.link('faq');
  const hurt = await house.link('hurt');
  await house.store.agentLinks.replace(scope, { ...hurt, state: 'broken', stateReason: 'The key is gone.' });
  house.flows.set('visit', { flow, version: '1', origin: 'visit.yaml' });
  const check = new FlowAgentCheck({ published: async () => house.flows }, house.store);
  const found = await check.findingsEverywhere(scope);
  expect(found.map(({ rule, line, file, severity }) => ({ rule, line, file, severity }))).toEqual([
    { rule: 'agent-not-linked', line: 5, file: 'visit.yaml', severity: 'warning' },
    { rule: 'agent-broken', line: 7, file: 'visit.yaml', severity: 'warning' },
  ]);
  expect(found[1]?.message).toContain('The key is gone.');
  expect(await check.findings(scope, { ...flow, agentUses: [] }, 'x')).toEqual([]);
});
