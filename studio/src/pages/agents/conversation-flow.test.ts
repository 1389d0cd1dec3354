import { compileFlow } from '@core/flow/compile.js';
import { conversationFlow } from './conversation-flow.js';

it('makes a flow that compiles, whatever the title', () => {
  const source = conversationFlow({
    id: 'faq-talk',
    title: 'FAQ: "all" {of} it #1',
    agent: 'faq',
    languages: ['en', 'ar'],
  });
  const { flow, findings } = compileFlow(source, 'talk.yaml');
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(flow?.agentUses.map(({ agent }) => agent)).toEqual(['faq']);
});
