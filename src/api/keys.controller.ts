import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiKeys } from '../accounts/api-keys.js';
import { AuditTrail } from '../accounts/audit-trail.js';
import { PERMISSIONS } from '../accounts/permissions.js';
import type { Principal } from '../accounts/principal.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { notFound } from '../http/problem.js';
import { STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { unique } from './account-bodies.js';
import { ApiKeyView, NewApiKeyView } from './account-views.js';
import { PageQuery } from './paging.js';
import { showApiKey } from './show-accounts.js';
import { pageOf } from './views.js';

const NewKeyBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  permissions: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length),
  /** Null or left out: it is good until it is withdrawn. */
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});

/** API keys: what programs sign in with. */
@ApiTags('accounts')
@Needs('accounts:read')
@Controller('api/v1/keys')
export class KeysController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly audit: AuditTrail,
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'The keys that there are, without what is secret of them.', pageOf(ApiKeyView))
  async list(
    @Query({ schema: PageQuery }) { limit, cursor }: PageQuery,
  ): Promise<{ items: ApiKeyView[]; next?: string }> {
    const page = await this.store.apiKeys.find(this.scope, { limit, ...(cursor ? { cursor } : {}) });
    return { ...page, items: page.items.map(showApiKey) };
  }

  @Post()
  @Needs('accounts:write')
  @Returns(201, 'Made. The key is told this once, and may never do more than its maker may.', NewApiKeyView)
  @Returns(403, 'A key cannot make keys.')
  async create(
    @Body({ schema: NewKeyBody }) { name, permissions, expiresAt }: z.infer<typeof NewKeyBody>,
    @Who() who: Principal,
  ): Promise<NewApiKeyView> {
    const wanted = {
      name,
      permissions: unique(permissions),
      expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    };
    const { made, key } = await this.keys.make(this.scope, wanted, who);
    await this.audit.record(this.scope, who, 'key.create', `key:${made.id}`, {
      name,
      permissions: made.permissions,
      expiresAt,
    });
    return { ...showApiKey(made), key };
  }

  @Delete(':id')
  @Needs('accounts:write')
  @HttpCode(204)
  @Returns(204, 'Withdrawn: whatever uses it is refused from now on.')
  async withdraw(@Param('id') id: string, @Who() who: Principal): Promise<void> {
    const key = await this.keys.withdraw(this.scope, id);
    if (!key) throw notFound('key', id);
    await this.audit.record(this.scope, who, 'key.withdraw', `key:${id}`, { name: key.name });
  }
}
