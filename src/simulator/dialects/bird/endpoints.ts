import { createHash } from 'node:crypto';
import { DAY } from '../../../time/instant.js';

export interface Endpoint {
  id: string;
  url: string;
  events: string[];
  description?: string | undefined;
  status: 'active' | 'paused';
}

interface Held {
  endpoint: Endpoint;
  /** The newest first; the one before it holds until its time. */
  secrets: { secret: string; until: number }[];
}

/** The workspace's webhook endpoints with their secrets, each told once and never again. */
export class Endpoints {
  private readonly byId = new Map<string, Held>();
  private count = 0;

  list(): Endpoint[] {
    return [...this.byId.values()].map(({ endpoint }) => endpoint);
  }

  create(wanted: Pick<Endpoint, 'url' | 'events' | 'description'>): { endpoint: Endpoint; secret: string } {
    const endpoint: Endpoint = { id: `whk_${this.next()}`, ...wanted, status: 'active' };
    const secret = this.newSecret();
    this.byId.set(endpoint.id, { endpoint, secrets: [{ secret, until: Infinity }] });
    return { endpoint, secret };
  }

  get(id: string): Endpoint | undefined {
    return this.byId.get(id)?.endpoint;
  }

  /** @returns the new secret; undefined where there is no such endpoint */
  rotate(id: string, now: number): string | undefined {
    const held = this.byId.get(id);
    if (!held) return undefined;
    const secret = this.newSecret();
    const [before] = held.secrets;
    held.secrets = [{ secret, until: Infinity }, ...(before ? [{ ...before, until: now + DAY }] : [])];
    return secret;
  }

  remove(id: string): boolean {
    return this.byId.delete(id);
  }

  /** The one that gets events: the newest that is active. */
  target(): Endpoint | undefined {
    return this.list().findLast(({ status }) => status === 'active');
  }

  /** What this address's events are signed with now. */
  secretsOf(url: string, now: number): string[] {
    const held = [...this.byId.values()].findLast(({ endpoint }) => endpoint.url === url);
    return (held?.secrets ?? []).filter(({ until }) => until > now).map(({ secret }) => secret);
  }

  private newSecret(): string {
    return `whsec_${createHash('sha256').update(`secret ${this.next()}`).digest('base64')}`;
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}
