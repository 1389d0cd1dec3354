import type { Said } from './wire.js';

export type OwnState = 'waiting' | 'sent' | 'read' | 'failed';

/** A message of the visitor's, as the page keeps it: the service does not send it back. */
export interface Own {
  said: Said;
  /** It came after this line of the service's. */
  after: number;
  at: number;
  state: OwnState;
  /** What was answered by it, by receipt. */
  of?: string;
}

interface Kept {
  token?: string;
  /** The last lines that were reported as delivered, and as read. */
  delivered: number;
  read: number;
  own: Own[];
}

const MOST_OWN = 200;
const NOTHING: Kept = { delivered: 0, read: 0, own: [] };

/**
 * What this browser keeps of the chat. Where it keeps nothing (private windows, forbidden storage) the chat lives as
 * long as the page.
 */
export class Memory {
  #kept: Kept;

  constructor(
    private readonly name: string,
    private readonly storage: Storage | undefined,
  ) {
    this.#kept = this.#load();
  }

  get token(): string | undefined {
    return this.#kept.token;
  }

  get own(): readonly Own[] {
    return this.#kept.own;
  }

  get delivered(): number {
    return this.#kept.delivered;
  }

  get read(): number {
    return this.#kept.read;
  }

  /** Another visitor's token begins a new chat. */
  welcome(token: string): { isNew: boolean } {
    this.#reload();
    const isNew = this.#kept.token !== undefined && this.#kept.token !== token;
    this.#kept = { ...(isNew ? NOTHING : this.#kept), token };
    this.#save();
    return { isNew };
  }

  reported(status: 'delivered' | 'read', seq: number): void {
    this.#reload();
    this.#kept[status] = Math.max(this.#kept[status], seq);
    this.#save();
  }

  /** Adds a message, or takes it over with its new state. */
  keep(own: Own): void {
    this.#reload();
    const others = this.#kept.own.filter(({ said }) => said.id !== own.said.id);
    const at = this.#kept.own.findIndex(({ said }) => said.id === own.said.id);
    this.#kept.own = (at < 0 ? [...others, own] : others.toSpliced(at, 0, own)).slice(-MOST_OWN);
    this.#save();
  }

  /** Another window of the same chat has written. */
  #reload(): void {
    if (this.storage) this.#kept = this.#load();
  }

  refresh(): void {
    this.#reload();
  }

  #load(): Kept {
    const text = this.#item();
    if (text === null) return { ...NOTHING };
    try {
      const kept: unknown = JSON.parse(text);
      return typeof kept === 'object' && kept !== null ? { ...NOTHING, ...kept } : { ...NOTHING };
    } catch {
      // Not ours, or cut off: a new chat is better than none.
      return { ...NOTHING };
    }
  }

  #item(): string | null {
    return this.storage?.getItem(this.name) ?? null;
  }

  #save(): void {
    try {
      this.storage?.setItem(this.name, JSON.stringify(this.#kept));
    } catch (error) {
      // Full: the chat goes on, and is forgotten with the page.
      console.warn('The chat cannot be kept in this browser.', error);
    }
  }
}

/** undefined where the browser forbids it, which it says by throwing. */
export function allowedStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
