import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { readDefinition } from '../channels/cloud-payload/read-definition.js';
import { ChannelService } from '../channels/connected/channel-service.js';
import { TemplateDriftReport } from '../flows/template-drift-report.js';
import { TemplateUses } from '../flows/template-uses.js';
import { ChangesNothing } from '../http/audit-changes.js';
import { Needs } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { notFound } from '../http/problem.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { previewCall } from '../templates/preview-call.js';
import { TemplateCatalogue } from '../templates/catalogue/template-catalogue.js';
import { TemplateService, brokenRules } from '../templates/catalogue/template-service.js';
import { Template } from '../templates/template.js';
import {
  TemplateDetails,
  TemplateFindingView,
  TemplatePreviewView,
  knownTemplateView,
  templateDriftView,
  templateSiteView,
} from './template-views.js';

const Language = z.string().min(1).max(20);
const DefinitionBody = z.looseObject({}).describe('A draft in our words, or the body that makes one at Meta’s API');
const SubmitBody = z.strictObject({ language: Language });
const PreviewBody = z.strictObject({
  language: Language.describe('Of the person, BCP-47'),
  fallbacks: z.array(Language).max(20).optional(),
  params: z.union([z.record(z.string(), z.string()), z.array(z.string())]).optional(),
  headerLink: z.string().optional(),
  urlSuffix: z.string().optional(),
});
const RemoveQuery = z.strictObject({
  language: Language.optional(),
  evenIfUsed: z.stringbool().optional(),
});

const MadeView = z.object({ template: Template, findings: z.array(TemplateFindingView) });
const PreviewedView = z.object({
  language: z.string().describe('Of the variant that the person would get'),
  preview: TemplatePreviewView,
  problems: z.array(z.object({ code: z.string(), message: z.string() })).describe('Why it would not be sent'),
  notes: z.array(z.string()),
});

@ApiTags('templates')
@Needs('templates:read')
@Controller('api/v1/channels/:id/templates')
export class ChannelTemplatesController {
  constructor(
    private readonly templates: TemplateService,
    private readonly catalogue: TemplateCatalogue,
    private readonly uses: TemplateUses,
    private readonly drift: TemplateDriftReport,
    private readonly channels: ChannelService,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Post()
  @Needs('templates:write')
  @Returns(201, 'Made and handed in; `findings` are doubts that did not keep it from it.', MadeView)
  @Returns(400, 'It breaks a rule of Meta’s; nothing was handed in.')
  @Returns(409, 'There is one of this name in this language.')
  @Returns(422, 'The provider refused it, or makes none for others.')
  @Returns(504, 'Nobody knows whether it was made.')
  async create(
    @Param('id') id: string,
    @Body({ schema: DefinitionBody }) body: z.infer<typeof DefinitionBody>,
  ): Promise<z.infer<typeof MadeView>> {
    const read = readDefinition(body);
    if (!read.ok) throw brokenRules(read.findings);
    return this.templates.create(this.scope, id, read.draft);
  }

  @Get(':name')
  @Returns(200, 'A template in every language: what has changed, how it looks, where it is needed.', TemplateDetails)
  async get(@Param('id') id: string, @Param('name') name: string): Promise<z.infer<typeof TemplateDetails>> {
    await this.channels.get(this.scope, id);
    const variants = await this.catalogue.named(this.scope, id, name);
    const sites = (await this.uses.on(this.scope, id)).filter(({ call }) => call.template === name);
    // One that flows need is worth a page, even where the channel has never had it.
    if (variants.length === 0 && sites.length === 0) throw notFound('template', name);
    const drifts = (await this.drift.on(this.scope, id)).filter(({ template }) => template === name);
    return {
      name,
      variants: variants.map(knownTemplateView),
      usedBy: sites.map(templateSiteView),
      drift: drifts.map(templateDriftView),
    };
  }

  @Post(':name/preview')
  @ChangesNothing()
  @Needs('templates:write')
  @HttpCode(200)
  @Returns(200, 'The message as somebody with this language would see it.', PreviewedView)
  async preview(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body({ schema: PreviewBody }) { language, fallbacks = [], ...values }: z.infer<typeof PreviewBody>,
  ): Promise<z.infer<typeof PreviewedView>> {
    await this.channels.get(this.scope, id);
    const variants = (await this.catalogue.lookup(this.scope, id))(name);
    const previewed = previewCall(variants, { template: name, ...values }, [language, ...fallbacks]);
    if (!previewed) throw notFound('template', `${name} (${language})`);
    return previewed;
  }

  @Post(':name/submit')
  @Needs('templates:write')
  @HttpCode(200)
  @Returns(200, 'Handed in for review.', z.object({ template: Template }))
  @Returns(409, 'It has been handed in already.')
  async submit(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body({ schema: SubmitBody }) { language }: z.infer<typeof SubmitBody>,
  ): Promise<{ template: Template }> {
    return { template: await this.templates.submit(this.scope, id, name, language) };
  }

  @Delete(':name')
  @Needs('templates:write')
  @Returns(
    200,
    'Taken away; the name cannot be used again for 30 days where it was approved.',
    z.object({ removed: z.array(Template) }),
  )
  @Returns(409, 'Flows need it, or the provider would take away more than was asked for.')
  async remove(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query({ schema: RemoveQuery }) query: z.infer<typeof RemoveQuery>,
  ): Promise<{ removed: Template[] }> {
    const { language, evenIfUsed = false } = query;
    return { removed: await this.templates.remove(this.scope, id, name, { language, evenIfUsed }) };
  }
}
