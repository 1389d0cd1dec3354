import type { Clock } from '../clock/clock.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { Login, User } from '../store/user.js';
import { DAY, HOUR } from '../time/instant.js';
import { hashOf, newSecret } from './one-time-secret.js';

/** Who does nothing for so long has to sign in again. */
export const LOGIN_LASTS_MS = 14 * DAY;
/** A login that is used is written again at most so often. */
const MOVED_EVERY_MS = HOUR;
/** More open logins of one person than anybody has; older ones are not listed. */
const MANY_LOGINS = 200;

/** A login's id, which is not its token: the token cannot be had from it. */
export const loginIdOf = (token: string): string => hashOf(token);

/** Signed-in browsers. */
export class Logins {
  constructor(
    private readonly store: Pick<Store, 'logins' | 'users'>,
    private readonly clock: Clock,
  ) {}

  /** @returns the token for the cookie; it is stored nowhere */
  async open(scope: WorkspaceId, userId: string, userAgent: string): Promise<{ token: string; expiresAt: number }> {
    const token = newSecret();
    const now = this.clock.now();
    const expiresAt = now + LOGIN_LASTS_MS;
    await this.store.logins.insert(scope, loginIdOf(token), {
      userId,
      createdAt: now,
      expiresAt,
      userAgent: userAgent.slice(0, 300),
    });
    await this.store.users.setFields(scope, [userId], { lastSeenAt: now });
    return { token, expiresAt };
  }

  /** Who is signed in with this token; undefined when it is unknown, has expired or its user was disabled. */
  async userOf(scope: WorkspaceId, token: string): Promise<(User & Stored) | undefined> {
    const now = this.clock.now();
    const login = await this.store.logins.get(scope, loginIdOf(token));
    if (!login || login.expiresAt <= now) return undefined;
    const user = await this.store.users.get(scope, login.userId);
    if (!user || user.disabledAt !== null) return undefined;
    if (login.expiresAt - now < LOGIN_LASTS_MS - MOVED_EVERY_MS) {
      await this.store.logins.setFields(scope, [login.id], { expiresAt: now + LOGIN_LASTS_MS });
      await this.store.users.setFields(scope, [user.id], { lastSeenAt: now });
    }
    return user;
  }

  async close(scope: WorkspaceId, token: string): Promise<void> {
    await this.store.logins.delete(scope, loginIdOf(token));
  }

  /** Where a user is signed in, the latest first. */
  async of(scope: WorkspaceId, userId: string): Promise<(Login & Stored)[]> {
    const { items } = await this.store.logins.find(scope, { where: { userId }, limit: MANY_LOGINS });
    const now = this.clock.now();
    return items.filter(({ expiresAt }) => expiresAt > now).toSorted((a, b) => b.createdAt - a.createdAt);
  }

  /** Signs a user out in one place. @returns false when it is none of theirs */
  async closeOne(scope: WorkspaceId, userId: string, loginId: string): Promise<boolean> {
    const login = await this.store.logins.get(scope, loginId);
    return login?.userId === userId && this.store.logins.delete(scope, loginId);
  }

  /** Signs a user out everywhere, but for the login that is named. */
  async closeAll(scope: WorkspaceId, userId: string, exceptId?: string): Promise<void> {
    for await (const login of this.store.logins.stream(scope, { where: { userId } })) {
      if (login.id !== exceptId) await this.store.logins.delete(scope, login.id);
    }
  }
}
