import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { readDefinition } from '../channels/cloud-payload/read-definition.js';
import { ChannelService } from '../channels/connected/channel-service.js';
import { FlowTemplateCheck } from '../flows/flow-template-check.js';
import { TemplateDriftReport } from '../flows/template-drift-report.js';
import { ChangesNothing } from '../http/audit-changes.js';
import { Needs } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import { previewDraft } from '../templates/draft.js';
import { checkDraft } from '../templates/rules/check-draft.js';
import { Template } from '../templates/template.js';
import { TemplateDriftView, TemplateFindingView, TemplatePreviewView, templateDriftView } from './template-views.js';
import { FindingView } from './views.js';

const TemplatesQuery = z.object({ channelId: z.string() });
const TemplateList = z.object({ items: z.array(Template), findings: z.array(FindingView) });
const DefinitionBody = z.looseObject({}).describe('A draft in our words, or the body that makes one at Meta’s API');
const DraftCheck = z.object({
  findings: z.array(TemplateFindingView).describe('Errors keep it from being handed in, warnings do not'),
  preview: TemplatePreviewView.nullable().describe('With its samples; null where its shape is not that of a template'),
});
const DriftList = z.object({ items: z.array(TemplateDriftView) });

@ApiTags('templates')
@Needs('templates:read')
@Controller('api/v1/templates')
export class TemplatesController {
  constructor(
    private readonly catalogue: TemplateCatalogue,
    private readonly check: FlowTemplateCheck,
    private readonly drift: TemplateDriftReport,
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

  @Post('check')
  @ChangesNothing()
  @Needs('templates:write')
  @HttpCode(200)
  @Returns(200, 'A template held against Meta’s rules; nothing is handed in.', DraftCheck)
  checkDefinition(@Body({ schema: DefinitionBody }) body: z.infer<typeof DefinitionBody>): z.infer<typeof DraftCheck> {
    const read = readDefinition(body);
    return read.ok
      ? { findings: checkDraft(read.draft), preview: previewDraft(read.draft) }
      : { findings: read.findings, preview: null };
  }

  @Get('drift')
  @Returns(200, 'What has become of the templates that flows need, and what breaks where.', DriftList)
  async driftOn(
    @Query({ schema: TemplatesQuery }) { channelId }: z.infer<typeof TemplatesQuery>,
  ): Promise<z.infer<typeof DriftList>> {
    await this.channels.get(this.scope, channelId);
    return { items: (await this.drift.on(this.scope, channelId)).map(templateDriftView) };
  }
}
