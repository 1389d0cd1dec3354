import mongoose, { type Connection } from 'mongoose';
import { StorageUnavailable } from '../errors.js';

export interface MongoOptions {
  /** `mongodb://user:password@host:port,host:port/database?replicaSet=name` or `mongodb+srv://…` */
  connectionString: string;
  /** Default: that of the connection string, else `canvass`. */
  database?: string;
  /** Default 10. Every process has a pool of its own. */
  maxConnections?: number;
  /** How long an answer may take before it is StorageUnavailable; 0 for as long as it takes. Default 15 000. */
  timeoutMs?: number;
  /** How long a server that may be written to is looked for. Default 5 000: an election takes a second or two. */
  serverSelectionTimeoutMs?: number;
  /** The server was lost. Nothing is to be done: the driver finds it, or its successor, by itself. */
  onConnectionLost?: (error: Error) => void;
  /** The server is no replica set: writes are not repeated by themselves when a connection breaks, nor kept by a second machine. */
  onStandalone?: (sentence: string) => void;
}

export const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_DATABASE = 'canvass';

/** A mongoose connection of its own that connects with its first use, and again when that did not succeed. */
export class MongoConnection {
  readonly connection: Connection = mongoose.createConnection();
  #opening: Promise<Connection> | undefined;
  #closed: Promise<void> | undefined;

  constructor(private readonly options: MongoOptions) {
    const lost = (error?: Error) => {
      if (!this.#closed) options.onConnectionLost?.(error ?? new Error('the connection to MongoDB was lost'));
    };
    // Without a listener an error of the connection would end the process.
    this.connection.on('error', lost);
    this.connection.on('disconnected', () => lost());
  }

  /** @throws errors of the driver; StorageUnavailable after `close` */
  open(): Promise<Connection> {
    if (this.#closed) return Promise.reject(new StorageUnavailable('the connection to MongoDB has been closed'));
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  close(): Promise<void> {
    // Forgets it in mongoose too, which keeps a list.
    this.#closed ??= this.connection.destroy();
    return this.#closed;
  }

  async #open(): Promise<Connection> {
    const {
      connectionString,
      maxConnections = 10,
      timeoutMs = DEFAULT_TIMEOUT_MS,
      serverSelectionTimeoutMs = 5_000,
    } = this.options;
    const database = this.options.database ?? databaseOf(connectionString);
    await this.connection.openUri(connectionString, {
      dbName: database,
      appName: 'canvass',
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      maxPoolSize: maxConnections,
      // An answer that does not come; the server itself gives up on searches after the same time (maxTimeMS).
      socketTimeoutMS: timeoutMs,
      waitQueueTimeoutMS: timeoutMs,
      serverSelectionTimeoutMS: serverSelectionTimeoutMs,
      connectTimeoutMS: serverSelectionTimeoutMs,
      retryWrites: true,
      retryReads: true,
      // What was acknowledged survives the loss of any minority of members, and what was read was acknowledged.
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: timeoutMs },
      readConcern: { level: 'majority' },
      readPreference: 'primary',
    });
    await this.#sayWhenStandalone();
    return this.connection;
  }

  async #sayWhenStandalone(): Promise<void> {
    if (!this.options.onStandalone) return;
    const hello = await this.connection.db?.admin().command({ ismaster: 1 });
    const isSharded = hello?.msg === 'isdbgrid';
    if (typeof hello?.setName === 'string' || isSharded) return;
    this.options.onStandalone('this MongoDB is no replica set: writes are not repeated when a connection breaks');
  }
}

function databaseOf(connectionString: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^/?]+)/.exec(connectionString)?.[1];
  return name === undefined ? DEFAULT_DATABASE : decodeURIComponent(name);
}
