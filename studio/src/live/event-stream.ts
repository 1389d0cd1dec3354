/** What the service tells while somebody listens: something has changed, no more. */
export interface LiveEvent {
  type: string;
  id: string;
}

/** The part of the browser's `EventSource` that is used. */
export interface Source {
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  onmessage: ((message: MessageEvent<string>) => void) | null;
  readonly readyState: number;
  close(): void;
}

export interface EventStreamOptions {
  open: () => Source;
  onEvent: (event: LiveEvent) => void;
  /** The connection stands again after it was lost: what happened meanwhile is not told. */
  onCaughtUp: () => void;
  onState: (isLive: boolean) => void;
  later: (run: () => void, ms: number) => () => void;
}

/** `EventSource.CLOSED`: the browser does not try again by itself. */
const CLOSED = 2;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Listens until it is ended; a connection that was refused is opened again, ever more seldom. */
export function listen({ open, onEvent, onCaughtUp, onState, later }: EventStreamOptions): () => void {
  let source: Source;
  let wait = FIRST_WAIT_MS;
  let wasLive = false;
  let cancel: () => void = () => undefined;

  const connect = (): void => {
    source = open();
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      onState(true);
      if (wasLive) onCaughtUp();
      wasLive = true;
    };
    source.onmessage = ({ data }) => {
      const event = readEvent(data);
      if (event) onEvent(event);
    };
    source.onerror = () => {
      onState(false);
      if (source.readyState !== CLOSED) return;
      cancel = later(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
  };

  connect();
  return () => {
    cancel();
    source.close();
  };
}

/** Undefined for what a newer service may tell one day. */
export function readEvent(data: string): LiveEvent | undefined {
  let read: unknown;
  try {
    read = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null || !('type' in read) || !('id' in read)) return undefined;
  const { type, id } = read;
  return typeof type === 'string' && typeof id === 'string' ? { type, id } : undefined;
}
