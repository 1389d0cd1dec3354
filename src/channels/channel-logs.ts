import type { Instant } from '../time/instant.js';

/** One line of a log; `seq` counts from 1 without gaps, in the order in which lines were added. */
export interface LogLine {
  seq: number;
  /** When it was added, by the clock of conversations. */
  at: Instant;
  text: string;
}

/**
 * Keeps what a channel without a provider behind it has to hold for its people until they fetch it: lines of text, in
 * order, a log for each person. All processes share it, and it outlives them.
 *
 * Only the latest lines of a log are kept (`LINES_KEPT`). @throws StorageUnavailable where the database is away
 */
export interface ChannelLogs {
  /**
   * Adds a line under a name of its own (≤100 characters): one that is there already stays as it is, so that adding it
   * again does nothing.
   */
  append(channelId: string, log: string, name: string, text: string): Promise<void>;
  /** The lines after this one, oldest first. */
  after(channelId: string, log: string, seq: number, limit: number): Promise<LogLine[]>;
  /**
   * Calls back when this process has added to the log. Only a hint that spares waiting: others add too, unheard.
   * @returns ends it
   */
  watch(channelId: string, log: string, listener: () => void): () => void;
}

export const LINES_KEPT = 500;
