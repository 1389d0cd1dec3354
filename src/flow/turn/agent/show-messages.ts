import type { AgentMessage } from '../../agent/agent-reply.js';
import type { CompiledAgent } from '../../compiled-flow.js';
import type { ShownChoices } from '../../session.js';
import type { Turn } from '../turn.js';

export interface ShowOptions {
  /** Whether choices can be tapped; where the talk is left they are not shown. */
  tappable: boolean;
  /** A number that is typed means the choice in that place. */
  numbers: boolean;
}
export function showMessages(_turn: Turn, _step: CompiledAgent, _messages: readonly AgentMessage[], _o: ShowOptions): boolean { throw new Error('x'); }
export function showAgain(_turn: Turn, _step: CompiledAgent, _shown: ShownChoices, _page: number): void { throw new Error('x'); }
