import { EventEmitter } from 'node:events';
import type { Clock } from '../../clock/clock.js';
import { SYSTEM, workspaceScope, type Collection, type Stored, type WorkspaceId } from '../../storage/documents.js';
import { UniqueViolation } from '../../storage/errors.js';
import type { ChannelLogLine } from '../../store/channel-log-line.js';
import type { Store } from '../../store/store.js';
import { LINES_KEPT, type ChannelLogs } from '../channel-logs.js';

/** One conversation is in one hand at a time, so that two rarely add to one log. */
const MAX_TRIES = 20;
/** Old lines are thrown away so many at a time. */
const PRUNE_EVERY = 50;

/** The logs of channels in the database, each in the workspace of its channel. */
export function storedLogs(store: Pick<Store, 'channelLogs' | 'channelKeys'>, clock: Clock): ChannelLogs {
  const lines: Collection<ChannelLogLine> = store.channelLogs;
  const added = new EventEmitter().setMaxListeners(0);
  const scopes = new Map<string, WorkspaceId>();

  async function scopeOf(channelId: string): Promise<WorkspaceId> {
    const known = scopes.get(channelId);
    if (known !== undefined) return known;
    const { items } = await store.channelKeys.find(SYSTEM, { where: { channelId }, limit: 1 });
    if (items[0] === undefined) throw new Error(`channel logs: there is no channel "${channelId}"`);
    const scope = workspaceScope(items[0].workspaceId);
    scopes.set(channelId, scope);
    return scope;
  }

  async function insertNext(
    scope: WorkspaceId,
    id: string,
    line: Omit<ChannelLogLine, 'seq'>,
  ): Promise<(ChannelLogLine & Stored) | undefined> {
    const query = { where: { log: line.log }, sort: { field: 'seq', direction: 'desc' as const }, limit: 1 };
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const { items } = await lines.find(scope, query);
      try {
        return await lines.insert(scope, id, { ...line, seq: (items[0]?.seq ?? 0) + 1 });
      } catch (error) {
        if (!(error instanceof UniqueViolation)) throw error;
        if (await lines.get(scope, id)) return undefined;
        // Somebody else's line has taken the place.
      }
    }
    throw new Error(`channel logs: ${line.log} is in contention`);
  }

  return {
    async append(channelId, name, lineName, text) {
      const scope = await scopeOf(channelId);
      const log = `${channelId}|${name}`;
      const line = await insertNext(scope, `${log}|${lineName}`, { channelId, log, at: clock.now(), text });
      if (!line) return;
      added.emit(log);
      if (line.seq % PRUNE_EVERY === 0) await lines.deleteWhere(scope, { log, seq: { lte: line.seq - LINES_KEPT } });
    },
    async after(channelId, name, seq, limit) {
      const { items } = await lines.find(await scopeOf(channelId), {
        where: { log: `${channelId}|${name}`, seq: { gt: seq } },
        sort: { field: 'seq', direction: 'asc' },
        limit,
      });
      return items.map((line) => ({ seq: line.seq, at: line.at, text: line.text }));
    },
    watch(channelId, name, listener) {
      const log = `${channelId}|${name}`;
      added.on(log, listener);
      return () => added.off(log, listener);
    },
  };
}
