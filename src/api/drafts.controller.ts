import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Principal } from '../accounts/principal.js';
import { LanguageTag } from '../flow/definition/flow-definition.js';
import { MAX_FLOW_SOURCE } from '../flow/definition/read-yaml.js';
import { Drafts } from '../flows/drafts.js';
import { Examples } from '../flows/examples.js';
import { FlowLibrary } from '../flows/flow-library.js';
import { ChangesNothing } from '../http/audit-changes.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { DraftListView, DraftView, ExampleListView, draftSummaryView, draftView } from './draft-views.js';

const Revision = z.string().min(1).max(64);
const SaveBody = z.strictObject({
  source: z.string().max(MAX_FLOW_SOURCE).describe('YAML as it is, mistakes included'),
  revision: Revision.nullable().describe('Of the draft that the change began with; null where there was none'),
});
const DiscardQuery = z.strictObject({ revision: Revision });
const CreateBody = z.strictObject({
  title: z.string().trim().min(1).max(200),
  from: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('blank'),
        languages: z.array(LanguageTag).min(1).max(50).describe('BCP-47; the first is the one the title is in'),
      }),
      z.strictObject({ kind: z.literal('example'), id: z.string().max(64) }),
      z.strictObject({ kind: z.literal('flow'), id: z.string().max(64) }),
    ])
    .describe('What it begins as: nothing, one of /flow-examples, or a copy of a flow or its draft'),
});

@ApiTags('flows')
@Needs('flows:read')
@Controller('api/v1')
export class DraftsController {
  constructor(
    private readonly drafts: Drafts,
    private readonly examples: Examples,
    private readonly library: FlowLibrary,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get('flow-drafts')
  @Returns(200, 'Flows that are being written, published already or not.', DraftListView)
  async list(): Promise<DraftListView> {
    const published = await this.library.published(this.scope);
    const items: DraftListView['items'] = [];
    for await (const draft of this.drafts.all(this.scope)) {
      const current = published.get(draft.id);
      items.push({
        ...draftSummaryView(draft),
        published: current?.version ?? null,
        isChanged: current?.flow.source !== draft.source,
      });
    }
    return { items };
  }

  @Post('flow-drafts')
  @Needs('flows:write')
  @Returns(201, 'A new survey, not published; its id is made of the title.', DraftView)
  async create(
    @Who() who: Principal,
    @Body({ schema: CreateBody }) { title, from }: z.infer<typeof CreateBody>,
  ): Promise<DraftView> {
    return draftView(await this.drafts.create(this.scope, title, from, who));
  }

  @Get('flow-examples')
  @Returns(200, 'Flows that come with the product, to begin with.', ExampleListView)
  async listExamples(): Promise<ExampleListView> {
    return { items: [...(await this.examples.all())] };
  }

  @Get('flows/:id/draft')
  @Returns(200, 'The flow as it is being written.', DraftView)
  @Returns(404, 'Nobody has begun to change it since it was published.')
  async get(@Param('id') id: string): Promise<DraftView> {
    return draftView(await this.drafts.get(this.scope, id));
  }

  // Saved whenever somebody rests: the draft itself says who saved it last, and the trail keeps who published it.
  @Put('flows/:id/draft')
  @Needs('flows:write')
  @ChangesNothing()
  @Returns(200, 'Saved. Mistakes are no hindrance; nothing runs on a draft.', DraftView)
  @Returns(409, 'draft-changed: somebody else has saved since the given revision. Nothing is overwritten.')
  async save(
    @Who() who: Principal,
    @Param('id') id: string,
    @Body({ schema: SaveBody }) body: z.infer<typeof SaveBody>,
  ): Promise<DraftView> {
    return draftView(await this.drafts.save(this.scope, id, body, who));
  }

  @Delete('flows/:id/draft')
  @Needs('flows:write')
  @HttpCode(204)
  @Returns(204, 'Discarded; what is published stays.')
  @Returns(409, 'draft-changed: somebody else has saved since the given revision.')
  async discardDraft(
    @Param('id') id: string,
    @Query({ schema: DiscardQuery }) { revision }: z.infer<typeof DiscardQuery>,
  ): Promise<void> {
    await this.drafts.discard(this.scope, id, revision);
  }
}
