import type { Customer } from './customers.js';
import type { ThreadMessage } from './phone/wire.js';

export type Update =
  /** A new message, or a new state of an old one. */
  | { kind: 'message'; customer: Customer; message: ThreadMessage }
  /** Window, typing, profile. */
  | { kind: 'customer'; customer: Customer }
  /** Clock, faults, people, suggestions. */
  | { kind: 'overview' }
  | { kind: 'reset' };

/** Tells open phone pages what has changed. */
export class Updates {
  private readonly listeners = new Set<(update: Update) => void>();

  subscribe(listener: (update: Update) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  publish(update: Update): void {
    for (const listener of this.listeners) listener(update);
  }
}
