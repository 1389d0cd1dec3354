import type { Clock } from '../clock/clock.js';
import { Problem, invalid } from '../http/problem.js';
import type { Ids } from '../ids/ids.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { ApiKey } from '../store/api-key.js';
import type { Store } from '../store/store.js';
import { HOUR, type Instant } from '../time/instant.js';
import { hashOf, newSecret } from './one-time-secret.js';
import { permissionsOf, type Permission } from './permissions.js';
import type { Principal } from './principal.js';

export type StoredApiKey = ApiKey & Stored;

/** Every key begins so: people and secret scanners know it by that. */
const PREFIX = 'cvk_';
const HINT_LENGTH = 10;
/** A key's last use is written at most so often. */
const NOTED_EVERY_MS = HOUR;

export interface NewApiKey {
  name: string;
  permissions: Permission[];
  expiresAt: Instant | null;
}

/** Keys for programs: each may do what it was made for, and never more than whoever made it may do at that time. */
export class ApiKeys {
  constructor(
    private readonly store: Pick<Store, 'apiKeys' | 'users'>,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @returns the key itself too, which is stored nowhere. @throws Problem when its maker may not make such a key */
  async make(
    scope: WorkspaceId,
    { name, permissions, expiresAt }: NewApiKey,
    by: Principal,
  ): Promise<{ made: StoredApiKey; key: string }> {
    const { kind, id } = by;
    if (kind === 'key') {
      throw new Problem(403, 'keys-make-no-keys', 'Not allowed', 'A key is made by a person, not by another key.');
    }
    const missing = permissions.filter((permission) => !by.permissions.has(permission));
    const now = this.clock.now();
    const problems = [
      ...(missing.length > 0
        ? [{ field: 'permissions', rule: 'yours', message: `you may not do this yourself: ${missing.join(', ')}` }]
        : []),
      ...(expiresAt !== null && expiresAt <= now
        ? [{ field: 'expiresAt', rule: 'future', message: 'has to lie in the future' }]
        : []),
    ];
    if (problems.length > 0) throw invalid(problems);
    const key = PREFIX + newSecret();
    const made = await this.store.apiKeys.insert(scope, this.ids.next(), {
      name,
      keyHash: hashOf(key),
      hint: key.slice(0, HINT_LENGTH),
      permissions,
      by: { kind, id, name: by.name },
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
    });
    return { made, key };
  }

  /** Whom a key stands for; undefined when it is unknown, has expired, or its maker has no account any more. */
  async holderOf(scope: WorkspaceId, key: string): Promise<Principal | undefined> {
    if (!key.startsWith(PREFIX)) return undefined;
    const { items } = await this.store.apiKeys.find(scope, { where: { keyHash: hashOf(key) }, limit: 1 });
    const found = items[0];
    const now = this.clock.now();
    if (!found || (found.expiresAt !== null && found.expiresAt <= now)) return undefined;
    const ofMaker = await this.#permissionsOfMaker(scope, found);
    if (!ofMaker) return undefined;
    if (found.lastUsedAt === null || now - found.lastUsedAt > NOTED_EVERY_MS) {
      await this.store.apiKeys.setFields(scope, [found.id], { lastUsedAt: now });
    }
    const permissions = found.permissions.filter((permission) => ofMaker.has(permission));
    return { kind: 'key', id: found.id, name: found.name, permissions: new Set(permissions) };
  }

  /** @returns the key that opens nothing any more; undefined when there is none with this id */
  async withdraw(scope: WorkspaceId, id: string): Promise<StoredApiKey | undefined> {
    const key = await this.store.apiKeys.get(scope, id);
    return key && (await this.store.apiKeys.delete(scope, id)) ? key : undefined;
  }

  async #permissionsOfMaker(
    scope: WorkspaceId,
    { by, permissions }: StoredApiKey,
  ): Promise<ReadonlySet<Permission> | undefined> {
    if (by.kind === 'installation') return new Set(permissions);
    const maker = await this.store.users.get(scope, by.id);
    return maker?.disabledAt === null ? permissionsOf(maker.roles) : undefined;
  }
}
