import type { Clock } from '../clock/clock.js';
import type { Ids } from '../ids/ids.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { JoinLink } from '../store/join-link.js';
import type { Store } from '../store/store.js';
import { DAY } from '../time/instant.js';
import { emailKeyOf, type StoredUser } from './accounts.js';
import { hashOf, newSecret } from './one-time-secret.js';
import type { Role } from './permissions.js';
import type { Principal } from './principal.js';

export type StoredJoinLink = JoinLink & Stored;

const INVITATION_LASTS_MS = 7 * DAY;
/** Shorter: it opens an account that there is already. */
const NEW_PASSWORD_LASTS_MS = DAY;

export interface Invited {
  email: string;
  roles: Role[];
  teams: string[];
}

/** A link that was just made. The code is known to nobody else and cannot be had again. */
export interface MadeLink {
  link: StoredJoinLink;
  code: string;
}

/** Links that let somebody in once: invitations, and new passwords for who forgot theirs. */
export class JoinLinks {
  constructor(
    private readonly store: Pick<Store, 'joinLinks'>,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Invites somebody; an earlier invitation of the same address opens nothing any more. */
  invite(scope: WorkspaceId, { email, roles, teams }: Invited, by: Principal): Promise<MadeLink> {
    return this.#make(scope, by, INVITATION_LASTS_MS, {
      kind: 'invitation',
      email: email.trim(),
      emailKey: emailKeyOf(email),
      roles,
      teams,
      userId: '',
    });
  }

  /** Lets a person set a new password; an earlier such link opens nothing any more. */
  forNewPassword(scope: WorkspaceId, { id, email, emailKey }: StoredUser, by: Principal): Promise<MadeLink> {
    return this.#make(scope, by, NEW_PASSWORD_LASTS_MS, {
      kind: 'new-password',
      email,
      emailKey,
      roles: [],
      teams: [],
      userId: id,
    });
  }

  /** The link of this code; undefined when it is unknown, used, withdrawn or too old. */
  async byCode(scope: WorkspaceId, code: string): Promise<StoredJoinLink | undefined> {
    const { items } = await this.store.joinLinks.find(scope, { where: { codeHash: hashOf(code) }, limit: 1 });
    const link = items[0];
    return link && link.expiresAt > this.clock.now() ? link : undefined;
  }

  /** @returns false when somebody else has used or withdrawn it meanwhile */
  use(scope: WorkspaceId, { id }: StoredJoinLink): Promise<boolean> {
    return this.store.joinLinks.delete(scope, id);
  }

  /** @returns the invitation that opens nothing any more; undefined when there is none with this id */
  async withdraw(scope: WorkspaceId, id: string): Promise<StoredJoinLink | undefined> {
    const link = await this.store.joinLinks.get(scope, id);
    if (link?.kind !== 'invitation') return undefined;
    return (await this.store.joinLinks.delete(scope, id)) ? link : undefined;
  }

  /** Nothing lets this person in any more. */
  async withdrawAllOf(scope: WorkspaceId, emailKey: string): Promise<void> {
    while ((await this.store.joinLinks.deleteWhere(scope, { emailKey })) > 0);
  }

  async #make(
    scope: WorkspaceId,
    { id, name }: Principal,
    lastsMs: number,
    link: Pick<JoinLink, 'kind' | 'email' | 'emailKey' | 'roles' | 'teams' | 'userId'>,
  ): Promise<MadeLink> {
    await this.withdrawAllOf(scope, link.emailKey);
    const code = newSecret();
    const now = this.clock.now();
    const made = await this.store.joinLinks.insert(scope, this.ids.next(), {
      ...link,
      codeHash: hashOf(code),
      by: { id, name },
      createdAt: now,
      expiresAt: now + lastsMs,
    });
    return { link: made, code };
  }
}
