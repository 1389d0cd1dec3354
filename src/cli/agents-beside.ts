import path from 'node:path';
import type { CompiledLocalAgent } from '../agents/local/compile-local-agent.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import type { AnswerCall } from '../play/local-answers.js';
import { exists } from './template-files.js';
import { CliProblem, type Terminal } from './terminal.js';

/**
 * The flow's agents, where they lie in `agents/<id>` beside it as the examples' do. One that is elsewhere, at Google for
 * example, gives no answer in a played chat.
 * @throws CliProblem naming a folder in which there is no agent
 */
export async function agentsBeside(
  terminal: Terminal,
  flowFile: string,
  flow: CompiledFlow,
): Promise<AnswerCall | undefined> {
  const agents = new Map<string, CompiledLocalAgent>();
  const ids = new Set(flow.agentUses.map(({ agent }) => agent));
  if (ids.size === 0) return undefined;
  const { localAnswers } = await import('../play/local-answers.js');
  const { loadAgentFolder } = await import('../agents/local/read-export.js');
  const { compileLocalAgent } = await import('../agents/local/compile-local-agent.js');
  for (const id of ids) {
    const folder = path.join(path.dirname(flowFile), 'agents', id);
    const place = path.resolve(terminal.cwd, folder);
    if (!(await exists(place))) continue;
    const { agent, problems } = await loadAgentFolder(place);
    if (!agent) throw new CliProblem(`${folder}: ${problems.join('; ')}`);
    agents.set(id, compileLocalAgent(agent));
  }
  return localAnswers(agents);
}
