import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { compileFlow } from '../flow/compile.js';
import { FlowLibrary } from '../flows/flow-library.js';
import { FlowTemplateCheck } from '../flows/flow-template-check.js';
import { LoadedFlows } from '../flows/loaded-flows.js';
import { Returns } from '../http/openapi.js';
import { Problem, notFound } from '../http/problem.js';
import { STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { FindingView, FlowView } from './views.js';

/** Flow files are read up to this size (compile refuses more as well). */
const SourceBody = z.strictObject({
  source: z.string().min(1).max(5_000_000),
  /** Name that findings show; a file name as a rule. */
  origin: z.string().min(1).max(200).default('api'),
});
const FlowDetails = FlowView.extend({
  source: z.string(),
  versions: z.array(z.object({ version: z.string(), createdAt: z.iso.datetime() })),
});
const FlowList = z.object({
  items: z.array(FlowView),
  leftOut: z.array(z.object({ file: z.string(), stillPublished: z.string().optional() })),
  findings: z.array(FindingView),
});
const Published = z.object({
  flowId: z.string(),
  version: z.string(),
  isNew: z.boolean(),
  findings: z.array(FindingView),
});

@ApiTags('flows')
@Controller('api/v1/flows')
export class FlowsController {
  constructor(
    private readonly library: FlowLibrary,
    private readonly loaded: LoadedFlows,
    private readonly templates: FlowTemplateCheck,
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'Published flows, the files that were left out at the start, and all findings.', FlowList)
  async list(): Promise<z.infer<typeof FlowList>> {
    const items: z.infer<typeof FlowView>[] = [];
    for (const id of (await this.library.published(this.scope)).keys()) items.push(await this.#view(id));
    const { leftOut, findings } = this.loaded.report;
    return { items, leftOut, findings };
  }

  @Get(':id')
  @Returns(200, 'One flow with its source and versions.', FlowDetails)
  async get(@Param('id') id: string): Promise<z.infer<typeof FlowDetails>> {
    const view = await this.#view(id);
    const current = await this.store.flowVersions.get(this.scope, `${id}@${view.version}`);
    const versions = await this.store.flowVersions.find(this.scope, { where: { flowId: id }, limit: 200 });
    return {
      ...view,
      source: current?.source ?? '',
      versions: versions.items.map(({ version, createdAt }) => ({
        version,
        createdAt: new Date(createdAt).toISOString(),
      })),
    };
  }

  @Post()
  @Returns(
    201,
    'Published; sessions that run stay on their version. `findings` also names templates that connected channels lack.',
    Published,
  )
  @Returns(422, 'The flow has mistakes; each is listed with line, path and rule.')
  async publish(@Body({ schema: SourceBody }) body: z.infer<typeof SourceBody>): Promise<z.infer<typeof Published>> {
    const result = await this.library.publish(this.scope, body.source, body.origin);
    if (result.published) {
      const { flowId, version, isNew } = result;
      const findings = [...result.findings, ...(await this.templates.findingsEverywhere(this.scope, flowId))];
      return { flowId, version, isNew, findings };
    }
    const errors = result.findings.filter((finding) => finding.severity === 'error');
    throw new Problem(
      422,
      'flow-has-errors',
      'The flow has mistakes',
      `${errors.length} mistake${errors.length === 1 ? '' : 's'}; the first: ${errors[0]?.message ?? 'unknown'}`,
      errors.map(({ rule, message, path, line, column }) => ({
        field: path,
        rule,
        message: `line ${line}, column ${column}: ${message}`,
      })),
    );
  }

  @Post('check')
  @HttpCode(200)
  @Returns(200, 'What a publication would find; nothing is changed.', z.object({ findings: z.array(FindingView) }))
  check(@Body({ schema: SourceBody }) body: z.infer<typeof SourceBody>): { findings: z.infer<typeof FindingView>[] } {
    return { findings: compileFlow(body.source, body.origin).findings };
  }

  @Delete(':id')
  @HttpCode(204)
  @Returns(
    204,
    'No new session starts with it; those that run go on. A flow of the flows folder comes back with the next start.',
  )
  async retire(@Param('id') id: string): Promise<void> {
    if (!(await this.library.retire(this.scope, id))) throw notFound('flow', id);
  }

  async #view(id: string): Promise<z.infer<typeof FlowView>> {
    const stored = await this.store.flows.get(this.scope, id);
    const published = (await this.library.published(this.scope)).get(id);
    if (!stored || !published) throw notFound('flow', id);
    return {
      id,
      title: stored.title,
      version: published.version,
      languages: [...published.flow.languages],
      keywords: published.flow.keywords.map(({ text }) => text),
      publishedAt: new Date(stored.publishedAt).toISOString(),
      origin: stored.origin,
    };
  }
}
