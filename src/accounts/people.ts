import type { Clock } from '../clock/clock.js';
import { Problem, notFound } from '../http/problem.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { User } from '../store/user.js';
import type { StoredUser } from './accounts.js';
import type { JoinLinks } from './join-links.js';
import type { Logins } from './logins.js';
import { hashPassword, passwordFits } from './passwords.js';

/** What may be changed of a person; what is left out stays. */
export type PersonChange = Partial<Pick<User, 'name' | 'roles' | 'teams'>> & { isDisabled?: boolean };

const ownsIt = ({ roles, disabledAt }: Pick<User, 'roles' | 'disabledAt'>): boolean =>
  roles.includes('owner') && disabledAt === null;

/** Changes people's accounts, so that there is always an owner left. */
export class People {
  constructor(
    private readonly store: Pick<Store, 'users'>,
    private readonly logins: Logins,
    private readonly links: JoinLinks,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem when there is no such person, or nobody would own the workspace any more */
  async change(scope: WorkspaceId, id: string, { isDisabled, ...fields }: PersonChange): Promise<StoredUser> {
    const before = await this.get(scope, id);
    const now = this.clock.now();
    const next = (user: StoredUser): User => ({
      ...user,
      ...fields,
      disabledAt: isDisabled === undefined ? user.disabledAt : isDisabled ? (user.disabledAt ?? now) : null,
    });
    const stops = ownsIt(before) && !ownsIt(next(before));
    if (stops && !(await this.#isOwned(scope, id))) throw lastOwner();
    const after = await this.store.users.update(scope, id, next);
    if (!after) throw notFound('person', id);
    // Two owners who took the role from each other at once would leave none: both take it back.
    if (stops && !(await this.#isOwned(scope))) {
      const { roles, disabledAt } = before;
      await this.store.users.update(scope, id, (user) => ({ ...user, roles, disabledAt }));
      throw lastOwner();
    }
    if (after.disabledAt !== null) {
      await this.logins.closeAll(scope, id);
      await this.links.withdrawAllOf(scope, after.emailKey);
    }
    return after;
  }

  /** @throws Problem when there is no such person */
  async get(scope: WorkspaceId, id: string): Promise<StoredUser> {
    const user = await this.store.users.get(scope, id);
    if (!user) throw notFound('person', id);
    return user;
  }

  /** Sets a password and signs out everywhere, but for the login that is named. */
  async setPassword(scope: WorkspaceId, id: string, password: string, exceptLoginId?: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.store.users.update(scope, id, (user) => ({ ...user, passwordHash }));
    await this.logins.closeAll(scope, id, exceptLoginId);
  }

  async hasPassword(scope: WorkspaceId, id: string, password: string): Promise<boolean> {
    return passwordFits((await this.get(scope, id)).passwordHash, password);
  }

  /** Whether anybody, or anybody else, owns the workspace. */
  async #isOwned(scope: WorkspaceId, exceptId?: string): Promise<boolean> {
    for await (const user of this.store.users.stream(scope)) {
      if (user.id !== exceptId && ownsIt(user)) return true;
    }
    return false;
  }
}

const lastOwner = (): Problem =>
  new Problem(
    409,
    'last-owner',
    'The last owner stays',
    'Nobody else owns this workspace. Make somebody else an owner first.',
  );
