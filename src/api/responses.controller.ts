import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Returns } from '../http/openapi.js';
import { invalid, notFound } from '../http/problem.js';
import { STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { PageQuery } from './paging.js';
import { ResponseView, pageOf, responseView } from './views.js';
import { Needs } from '../http/needs.js';

const ListQuery = PageQuery.extend({ flowId: z.string().optional(), conversationId: z.string().optional() });

@ApiTags('responses')
@Needs('responses:read')
@Controller('api/v1/responses')
export class ResponsesController {
  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'Newest first; of one flow or one conversation where asked.', pageOf(ResponseView))
  async list(
    @Query({ schema: ListQuery }) { flowId, conversationId, limit, cursor }: z.infer<typeof ListQuery>,
  ): Promise<unknown> {
    if (flowId !== undefined && conversationId !== undefined) {
      throw invalid([
        { field: 'conversationId', rule: 'exclusive', message: 'ask by flowId or by conversationId, not by both' },
      ]);
    }
    const where = {
      ...(flowId === undefined ? {} : { flowId }),
      ...(conversationId === undefined ? {} : { conversationId }),
    };
    const page = await this.store.responses.find(this.scope, {
      where,
      sort: { field: 'startedAt', direction: 'desc' },
      limit,
      ...(cursor ? { cursor } : {}),
    });
    return { ...page, items: page.items.map(responseView) };
  }

  @Get(':id')
  @Returns(200, 'The answers of one session.', ResponseView)
  async get(@Param('id') id: string): Promise<z.infer<typeof ResponseView>> {
    const response = await this.store.responses.get(this.scope, id);
    if (!response) throw notFound('response', id);
    return responseView(response);
  }
}
