import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ChannelService } from '../channels/connected/channel-service.js';
import { FlowTemplateCheck } from '../flows/flow-template-check.js';
import { Returns } from '../http/openapi.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import { Template } from '../templates/template.js';
import { FindingView } from './views.js';

const TemplatesQuery = z.object({ channelId: z.string() });
const TemplateList = z.object({ items: z.array(Template), findings: z.array(FindingView) });

@ApiTags('templates')
@Controller('api/v1/templates')
export class TemplatesController {
  constructor(
    private readonly catalogue: TemplateCatalogue,
    private readonly check: FlowTemplateCheck,
    private readonly channels: ChannelService,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'The channel’s templates as last synchronised, and what flows need that is not there.', TemplateList)
  async list(
    @Query({ schema: TemplatesQuery }) { channelId }: z.infer<typeof TemplatesQuery>,
  ): Promise<z.infer<typeof TemplateList>> {
    await this.channels.get(this.scope, channelId);
    return {
      items: await this.catalogue.list(this.scope, channelId),
      findings: await this.check.findings(this.scope, channelId),
    };
  }
}
