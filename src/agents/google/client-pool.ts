/** What the pool needs of a client. */
export interface PooledClient {
  initialize(): Promise<unknown>;
  close(): Promise<void>;
}

/** One link's share of a client. */
export interface Lease<Client> {
  readonly client: Client;
  /** Gives the share back; the last one closes the client. A second call does nothing. */
  release(): Promise<void>;
}

interface Entry<Client> {
  client: Promise<Client>;
  leases: number;
}

/**
 * Clients by address and credentials, so that the many agents of one region share a connection. A client that could not
 * be made ready is never handed out: Google's clients raise that error once more, where nobody can catch it, when such
 * a one is called.
 */
export class ClientPool<Client extends PooledClient> {
  readonly #entries = new Map<string, Entry<Client>>();

  /** How many clients are open. */
  get size(): number {
    return this.#entries.size;
  }

  /** @throws whatever `create` or the client's `initialize` throws; then nothing is kept. */
  async lease(key: string, create: () => Promise<Client>): Promise<Lease<Client>> {
    const entry = this.#entries.get(key) ?? this.#open(key, create);
    entry.leases += 1;
    // Where this throws the entry is gone already, and its count with it.
    const client = await entry.client;
    let released = false;
    return {
      client,
      release: async () => {
        if (released) return;
        released = true;
        entry.leases -= 1;
        if (entry.leases > 0) return;
        this.#forget(key, entry);
        await client.close();
      },
    };
  }

  #open(key: string, create: () => Promise<Client>): Entry<Client> {
    const entry: Entry<Client> = { client: this.#ready(create), leases: 0 };
    this.#entries.set(key, entry);
    entry.client.catch(() => this.#forget(key, entry));
    return entry;
  }

  async #ready(create: () => Promise<Client>): Promise<Client> {
    const client = await create();
    await client.initialize();
    return client;
  }

  #forget(key: string, entry: Entry<Client>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
