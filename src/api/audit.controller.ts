import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Needs } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { AuditEntryView } from './account-views.js';
import { PageQuery } from './paging.js';
import { showAuditEntry } from './show-accounts.js';
import { pageOf } from './views.js';

const AuditQuery = PageQuery.extend({
  /** Id of the person or key. */
  by: z.string().min(1).max(200).optional(),
  /** Such as `flow:clinic-visit`. */
  subject: z.string().min(1).max(300).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
});
type AuditQuery = z.infer<typeof AuditQuery>;

/** Who changed what. Nothing changes this list but what happens. */
@ApiTags('accounts')
@Needs('accounts:read')
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'Who changed what, the latest first.', pageOf(AuditEntryView))
  async list(
    @Query({ schema: AuditQuery }) { limit, cursor, by, subject, from, until }: AuditQuery,
  ): Promise<{ items: AuditEntryView[]; next?: string }> {
    const at = {
      ...(from === undefined ? {} : { gte: Date.parse(from) }),
      ...(until === undefined ? {} : { lt: Date.parse(until) }),
    };
    const page = await this.store.auditEntries.find(this.scope, {
      where: {
        ...(by === undefined ? {} : { byId: by }),
        ...(subject === undefined ? {} : { subject }),
        ...(from === undefined && until === undefined ? {} : { at }),
      },
      sort: { field: 'at', direction: 'desc' },
      limit,
      ...(cursor ? { cursor } : {}),
    });
    return { ...page, items: page.items.map(showAuditEntry) };
  }
}
