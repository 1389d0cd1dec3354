import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AuditTrail } from '../accounts/audit-trail.js';
import { JoinLinks } from '../accounts/join-links.js';
import { People } from '../accounts/people.js';
import type { Principal } from '../accounts/principal.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { Problem } from '../http/problem.js';
import { PUBLIC_URL, STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { PersonName, Roles, Teams, unique } from './account-bodies.js';
import { NewPasswordLinkView, UserView } from './account-views.js';
import { PageQuery } from './paging.js';
import { showUser } from './show-accounts.js';
import { pageOf } from './views.js';

const UserChangeBody = z.strictObject({
  name: PersonName.optional(),
  roles: Roles.optional(),
  teams: Teams.optional(),
  isDisabled: z.boolean().optional(),
});

/** The people of the workspace, for whoever looks after their accounts. */
@ApiTags('accounts')
@Needs('accounts:read')
@Controller('api/v1/users')
export class UsersController {
  constructor(
    private readonly people: People,
    private readonly links: JoinLinks,
    private readonly audit: AuditTrail,
    @Inject(STORE) private readonly store: Store,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'Everybody who has an account, in the order in which they joined.', pageOf(UserView))
  async list(
    @Query({ schema: PageQuery }) { limit, cursor }: PageQuery,
  ): Promise<{ items: UserView[]; next?: string }> {
    const page = await this.store.users.find(this.scope, { limit, ...(cursor ? { cursor } : {}) });
    return { ...page, items: page.items.map(showUser) };
  }

  @Patch(':id')
  @Needs('accounts:write')
  @Returns(200, 'Changed at once: who is disabled is signed out everywhere.', UserView)
  @Returns(409, 'Nobody would own the workspace any more, or it is yourself whom you would disable.')
  async change(
    @Param('id') id: string,
    @Body({ schema: UserChangeBody }) { name, roles, teams, isDisabled }: z.infer<typeof UserChangeBody>,
    @Who() who: Principal,
  ): Promise<UserView> {
    if (isDisabled === true && who.id === id) {
      throw new Problem(409, 'not-yourself', 'Not yourself', 'Ask another owner to disable your account.');
    }
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(roles === undefined ? {} : { roles: unique(roles) }),
      ...(teams === undefined ? {} : { teams: unique(teams) }),
      ...(isDisabled === undefined ? {} : { isDisabled }),
    };
    const changed = await this.people.change(this.scope, id, change);
    await this.audit.record(this.scope, who, 'user.change', `user:${id}`, { ...change, whose: changed.name });
    return showUser(changed);
  }

  @Post(':id/new-password')
  @Needs('accounts:write')
  @Returns(201, 'A link with which this person sets a new password within a day; told this once.', NewPasswordLinkView)
  @Returns(409, 'The account is disabled.')
  async newPasswordLink(@Param('id') id: string, @Who() who: Principal): Promise<NewPasswordLinkView> {
    const user = await this.people.get(this.scope, id);
    if (user.disabledAt !== null) {
      throw new Problem(409, 'disabled', 'Disabled', `${user.name} cannot sign in. Enable the account first.`);
    }
    const { link, code } = await this.links.forNewPassword(this.scope, user, who);
    await this.audit.record(this.scope, who, 'user.new-password-link', `user:${id}`, { whose: user.name });
    return {
      link: `${this.publicUrl()}/join?code=${code}`,
      expiresAt: new Date(link.expiresAt).toISOString(),
    };
  }
}
