import type { Clock } from '../clock/clock.js';
import type { Ids } from '../ids/ids.js';
import { UniqueViolation } from '../storage/errors.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { User } from '../store/user.js';
import type { Role } from './permissions.js';
import { hashPassword, passwordFits } from './passwords.js';

export type StoredUser = User & Stored;

export interface NewUser {
  name: string;
  email: string;
  password: string;
  roles: Role[];
  /** None where it is not said. */
  teams?: string[];
}

/** Two people who use the first link at once cannot both be the first. */
const FIRST_OWNER = 'first-owner';

export const emailKeyOf = (email: string): string => email.trim().toLowerCase();

/** The people of a workspace. */
export class Accounts {
  constructor(
    private readonly store: Pick<Store, 'users'>,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Whether anybody has an account yet. */
  async hasUsers(scope: WorkspaceId): Promise<boolean> {
    return (await this.store.users.find(scope, { limit: 1 })).items.length > 0;
  }

  /** Whether this e-mail address has an account. */
  async has(scope: WorkspaceId, email: string): Promise<boolean> {
    return (await this.store.users.find(scope, { where: { emailKey: emailKeyOf(email) }, limit: 1 })).items.length > 0;
  }

  /** The first account. @returns undefined when there is one already */
  async createFirstOwner(scope: WorkspaceId, user: Omit<NewUser, 'roles'>): Promise<StoredUser | undefined> {
    if (await this.hasUsers(scope)) return undefined;
    return this.#insert(scope, FIRST_OWNER, { ...user, roles: ['owner'] });
  }

  /** @returns undefined when the e-mail address is taken */
  create(scope: WorkspaceId, user: NewUser): Promise<StoredUser | undefined> {
    return this.#insert(scope, this.ids.next(), user);
  }

  /** Who signs in with these; undefined when they do not fit, whoever they are, after as much time. */
  async authenticate(scope: WorkspaceId, email: string, password: string): Promise<StoredUser | undefined> {
    const { items } = await this.store.users.find(scope, { where: { emailKey: emailKeyOf(email) }, limit: 1 });
    const user = items[0];
    const fits = await passwordFits(user?.passwordHash, password);
    if (!user || !fits || user.disabledAt !== null) return undefined;
    return user;
  }

  async #insert(
    scope: WorkspaceId,
    id: string,
    { name, email, password, roles, teams = [] }: NewUser,
  ): Promise<StoredUser | undefined> {
    try {
      return await this.store.users.insert(scope, id, {
        name: name.trim(),
        email: email.trim(),
        emailKey: emailKeyOf(email),
        passwordHash: await hashPassword(password),
        roles,
        teams,
        disabledAt: null,
        createdAt: this.clock.now(),
        lastSeenAt: null,
      });
    } catch (error) {
      if (error instanceof UniqueViolation) return undefined;
      throw error;
    }
  }
}
