import { EventEmitter } from 'node:events';
import type { Clock } from '../../clock/clock.js';
import { LINES_KEPT, type ChannelLogs, type LogLine } from '../channel-logs.js';

/** Logs in memory only: for a trial run, which sends nothing. */
export function rememberedLogs(clock: Clock): ChannelLogs {
  const logs = new Map<string, Map<string, LogLine>>();
  const counts = new Map<string, number>();
  const added = new EventEmitter().setMaxListeners(0);
  return {
    append: async (channelId, name, lineName, text) => {
      const log = `${channelId}|${name}`;
      const lines = logs.get(log) ?? new Map<string, LogLine>();
      logs.set(log, lines);
      if (lines.has(lineName)) return;
      const seq = (counts.get(log) ?? 0) + 1;
      counts.set(log, seq);
      lines.set(lineName, { seq, at: clock.now(), text });
      for (const [oldest] of [...lines].slice(0, Math.max(0, lines.size - LINES_KEPT))) lines.delete(oldest);
      added.emit(log);
    },
    after: async (channelId, name, seq, limit) =>
      [...(logs.get(`${channelId}|${name}`)?.values() ?? [])].filter((line) => line.seq > seq).slice(0, limit),
    watch: (channelId, name, listener) => {
      const log = `${channelId}|${name}`;
      added.on(log, listener);
      return () => added.off(log, listener);
    },
  };
}
