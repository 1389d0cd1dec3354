import { EventEmitter, once } from 'node:events';
import type { Readable } from 'node:stream';
import { Logins } from '../accounts/logins.js';
import type { Principal } from '../accounts/principal.js';
import { LiveChanges } from '../inbox/live-changes.js';
import { createLogger } from '../logging/logger.js';
import { workspaceScope } from '../storage/documents.js';
import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { openStore } from '../store/store.js';
import { EventsController, MOST_LISTENERS } from './events.controller.js';

const scope = workspaceScope('test');
const clock = { now: () => 1_000 };
const log = createLogger('silent');
const KEY: Principal = { kind: 'key', id: 'key', name: 'A program', permissions: new Set(['conversations:read']) };

/** A connection whose other end reads what it is sent. */
class Connection {
  readonly raw = new EventEmitter();
  sent: Readable | undefined;
  headers(): this {
    return this;
  }
  send(stream: Readable): void {
    this.sent = stream;
    stream.resume();
  }
  /** Resolves when the stream to it has been given up. */
  async leave(): Promise<void> {
    if (!this.sent) throw new Error('nothing was sent');
    const closed = once(this.sent, 'close');
    this.raw.emit('close');
    await closed;
  }
}

async function controller(): Promise<EventsController> {
  const store = await openStore(memoryDocuments());
  return new EventsController(new LiveChanges(store, clock, log), new Logins(store, clock), clock, log, scope);
}

let events: EventsController;
beforeEach(async () => {
  events = await controller();
});
// Streams go on for a quarter of an hour otherwise.
afterEach(() => events.onModuleDestroy());

it('lets so many listen, and the next when one of them has left', async () => {
  const listen = async (): Promise<Connection> => {
    const connection = new Connection();
    await events.listen(KEY, { headers: {} }, connection);
    return connection;
  };
  const connections = await Promise.all(Array.from({ length: MOST_LISTENERS }, listen));
  await expect(listen()).rejects.toMatchObject({ status: 503, type: 'too-many-listeners' });
  await connections[0]?.leave();
  const next = await listen();
  await expect(listen()).rejects.toMatchObject({ status: 503 });

  // All streams end with the service.
  const ends = [...connections.slice(1), next].flatMap(({ sent }) => (sent ? [once(sent, 'close')] : []));
  events.onModuleDestroy();
  await Promise.all(ends);
});
