import type { AgentDirectory } from './agent-directory.js';
import type { LinkGuards } from './link-guards.js';

/** Closes what calls to agents have opened, at the stop of the process, after the last of them. */
export class OpenAgents {
  constructor(
    private readonly directory: AgentDirectory,
    private readonly guards: LinkGuards,
  ) {}

  /** Called by the shell when nothing is asked any more. */
  async onApplicationShutdown(): Promise<void> {
    this.guards.close();
    await this.directory.close();
  }
}
