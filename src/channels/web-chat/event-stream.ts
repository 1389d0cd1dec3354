import type { ChannelLogs } from '../channel-logs.js';
import { MINUTE, SECOND } from '../../time/instant.js';
import type { Line } from './page/wire.js';

/** Another process may have put something out: looked for so often. What this one puts out is seen at once. */
const LOOK_EVERY_MS = SECOND;
/** While nothing happens. */
const LOOK_RARELY_EVERY_MS = 2 * SECOND;
const QUIET_AFTER_MS = MINUTE;
/** Proxies close what is silent for longer than 30 to 60 seconds. */
const SIGN_OF_LIFE_MS = 15 * SECOND;
/** A page asks again by itself; until then a place of this process is taken. */
const LONGEST_MS = 15 * MINUTE;
const LINES_AT_ONCE = 100;

interface Streamed {
  logs: ChannelLogs;
  channelId: string;
  visitor: string;
  /** The last line that the page has. */
  after: number;
  gone: AbortSignal;
  read(line: Awaited<ReturnType<ChannelLogs['after']>>[number]): Line | undefined;
}

/** Server-sent events of one visitor's log, from the line after the given one on, until somebody leaves. */
export async function* eventStream({ logs, channelId, visitor, after, gone, read }: Streamed): AsyncGenerator<string> {
  const bell = new Bell(gone);
  const unwatch = logs.watch(channelId, visitor, () => bell.ring());
  let seq = after;
  let quietMs = 0;
  let silentMs = 0;
  let openMs = 0;
  try {
    // Headers leave with the first bytes; the page then knows that it is connected.
    yield ': connected\n\n';
    while (!gone.aborted && openMs < LONGEST_MS) {
      const lines = await logs.after(channelId, visitor, seq, LINES_AT_ONCE);
      for (const line of lines) {
        seq = line.seq;
        const shown = read(line);
        if (shown) yield `data: ${JSON.stringify(shown)}\n\n`;
      }
      if (lines.length > 0) {
        quietMs = 0;
        silentMs = 0;
      }
      if (lines.length === LINES_AT_ONCE) continue;
      if (silentMs >= SIGN_OF_LIFE_MS) {
        silentMs = 0;
        yield ': still here\n\n';
      }
      const ms = quietMs < QUIET_AFTER_MS ? LOOK_EVERY_MS : LOOK_RARELY_EVERY_MS;
      await bell.wait(ms);
      quietMs += ms;
      silentMs += ms;
      openMs += ms;
    }
  } finally {
    unwatch();
  }
}

/** Ends a wait early. A ring that comes while nobody waits ends the next one. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(gone: AbortSignal) {
    gone.addEventListener('abort', () => this.ring(), { once: true });
  }

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#rung = false;
    this.#wake = undefined;
  }
}
