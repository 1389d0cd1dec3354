import type { Clock } from '../clock/clock.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';

/** Of each kind at once; what is left over is done soon after. */
const AT_ONCE = 1_000;

/** Deletes what opens nothing any more: logins and links whose time is over. */
export class AccountUpkeep {
  constructor(
    private readonly store: Pick<Store, 'logins' | 'joinLinks'>,
    private readonly clock: Clock,
  ) {}

  async run(scope: WorkspaceId): Promise<'done' | 'more'> {
    const isOver = { expiresAt: { lte: this.clock.now() } };
    const logins = await this.store.logins.deleteWhere(scope, isOver, AT_ONCE);
    const links = await this.store.joinLinks.deleteWhere(scope, isOver, AT_ONCE);
    return logins === AT_ONCE || links === AT_ONCE ? 'more' : 'done';
  }
}
