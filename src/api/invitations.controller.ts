import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Accounts } from '../accounts/accounts.js';
import { AuditTrail } from '../accounts/audit-trail.js';
import { JoinLinks } from '../accounts/join-links.js';
import type { Principal } from '../accounts/principal.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { invalid, notFound } from '../http/problem.js';
import { PUBLIC_URL, STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { Email, Roles, Teams, unique } from './account-bodies.js';
import { InvitationView, NewInvitationView } from './account-views.js';
import { PageQuery } from './paging.js';
import { showInvitation } from './show-accounts.js';
import { pageOf } from './views.js';

const InvitationBody = z.strictObject({ email: Email, roles: Roles, teams: Teams.default([]) });

/** Who is asked to join. The link is handed over by whoever invites: the service sends no e-mail. */
@ApiTags('accounts')
@Needs('accounts:read')
@Controller('api/v1/invitations')
export class InvitationsController {
  constructor(
    private readonly links: JoinLinks,
    private readonly accounts: Accounts,
    private readonly audit: AuditTrail,
    @Inject(STORE) private readonly store: Store,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'Invitations that nobody has used yet, the latest first.', pageOf(InvitationView))
  async list(
    @Query({ schema: PageQuery }) { limit, cursor }: PageQuery,
  ): Promise<{ items: InvitationView[]; next?: string }> {
    const page = await this.store.joinLinks.find(this.scope, {
      where: { kind: 'invitation' },
      sort: { field: 'createdAt', direction: 'desc' },
      limit,
      ...(cursor ? { cursor } : {}),
    });
    return { ...page, items: page.items.map(showInvitation) };
  }

  @Post()
  @Needs('accounts:write')
  @Returns(201, 'A link with which the invited person joins within seven days; told this once.', NewInvitationView)
  async create(
    @Body({ schema: InvitationBody }) { email, roles, teams }: z.infer<typeof InvitationBody>,
    @Who() who: Principal,
  ): Promise<NewInvitationView> {
    if (await this.accounts.has(this.scope, email)) {
      throw invalid([{ field: 'email', rule: 'unique', message: 'somebody with this address has an account already' }]);
    }
    const invited = { email, roles: unique(roles), teams: unique(teams) };
    const { link, code } = await this.links.invite(this.scope, invited, who);
    await this.audit.record(this.scope, who, 'invitation.create', `invitation:${link.id}`, invited);
    return { ...showInvitation(link), link: `${this.publicUrl()}/join?code=${code}` };
  }

  @Delete(':id')
  @Needs('accounts:write')
  @HttpCode(204)
  @Returns(204, 'Withdrawn: the link opens nothing any more.')
  async withdraw(@Param('id') id: string, @Who() who: Principal): Promise<void> {
    const link = await this.links.withdraw(this.scope, id);
    if (!link) throw notFound('invitation', id);
    await this.audit.record(this.scope, who, 'invitation.withdraw', `invitation:${id}`, { email: link.email });
  }
}
