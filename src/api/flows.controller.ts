import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AuditTrail } from '../accounts/audit-trail.js';
import type { Principal } from '../accounts/principal.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import type { Finding } from '../flow/definition/finding.js';
import { lintDeeply } from '../flow/lint/lint-deeply.js';
import { FlowLibrary } from '../flows/flow-library.js';
import { LiveSessions } from '../flows/live-sessions.js';
import { FlowAgentCheck } from '../flows/flow-agent-check.js';
import { FlowTemplateCheck } from '../flows/flow-template-check.js';
import { LoadedFlows } from '../flows/loaded-flows.js';
import { SessionMoves, type SessionChoice } from '../flows/session-moves.js';
import { VersionPreview } from '../flows/version-preview.js';
import { ChangesNothing } from '../http/audit-changes.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { Problem, invalid, notFound } from '../http/problem.js';
import { whatsappCapabilities } from '../rendering/whatsapp-capabilities.js';
import { QuotaPlaces } from '../quotas/quota-places.js';
import { responsesOfFlow } from '../results/responses-of-flow.js';
import { STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { FlowDetailsView, FlowListView, FlowVersionView, PublishedView, versionSummaryView } from './flow-views.js';
import { PreviewView, sessionsView } from './version-views.js';
import { FindingView, FlowView } from './views.js';

/** Flow files are read up to this size (compile refuses more as well). */
const SourceBody = z.strictObject({
  source: z.string().min(1).max(5_000_000),
  /** Name that findings show; a file name as a rule. */
  origin: z.string().min(1).max(200).default('api'),
});
/** Longest parting words; what fits in one message with room to spare. */
const Words = z.string().trim().min(1).max(1_000);
const QuestionMapBody = z
  .record(z.string().max(64), z.string().max(64))
  .describe('Questions of older versions → questions of this one, where their ids differ');
const PreviewBody = SourceBody.extend({ map: QuestionMapBody.optional() });
const PublishBody = SourceBody.extend({
  sessions: z
    .enum(['keep', 'map', 'close'])
    .default('keep')
    .describe('Sessions of older versions: stay on them, go on in this one, or end with what was answered'),
  map: QuestionMapBody.optional().describe('Only with sessions: map'),
  say: z
    .union([Words, z.record(z.string().max(35), Words)])
    .optional()
    .describe('Only with sessions: close. What people are told, plain text, for all languages or by language'),
});
const ListQuery = z.strictObject({
  counts: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .describe('Count running sessions and responses, too'),
});

/** As much of the HTTP server's reply as is needed here. */
interface Reply {
  code(status: number): unknown;
}

@ApiTags('flows')
@Needs('flows:read')
@Controller('api/v1/flows')
export class FlowsController {
  constructor(
    private readonly library: FlowLibrary,
    private readonly loaded: LoadedFlows,
    private readonly templates: FlowTemplateCheck,
    private readonly agents: FlowAgentCheck,
    private readonly versions: VersionPreview,
    private readonly moves: SessionMoves,
    private readonly quotas: QuotaPlaces,
    private readonly live: LiveSessions,
    private readonly audit: AuditTrail,
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'Published flows, the files that were left out at the start, and all findings.', FlowListView)
  async list(@Query({ schema: ListQuery }) { counts }: z.infer<typeof ListQuery>): Promise<FlowListView> {
    const items: FlowListView['items'] = [];
    for (const id of (await this.library.published(this.scope)).keys())
      items.push({ ...(await this.#view(id)), ...(counts && (await this.#counts(id))) });
    const { leftOut, findings } = this.loaded.report;
    return { items, leftOut, findings };
  }

  @Get(':id')
  @Returns(200, 'One flow with its source, its versions and how full its quotas are.', FlowDetailsView)
  async get(@Param('id') id: string): Promise<FlowDetailsView> {
    const view = await this.#view(id);
    const current = await this.store.flowVersions.get(this.scope, `${id}@${view.version}`);
    const versions = await this.store.flowVersions.find(this.scope, { where: { flowId: id }, limit: 200 });
    const flow = await this.library.version(this.scope, id, view.version);
    const quotas = Object.entries(flow?.definition.quotas ?? {}).map(async ([name, { limit }]) => ({
      name,
      limit,
      taken: await this.quotas.count(this.scope, id, name),
    }));
    return {
      ...view,
      source: current?.source ?? '',
      versions: versions.items
        .toSorted((one, other) => other.createdAt - one.createdAt)
        .map((stored) => versionSummaryView(stored)),
      quotas: await Promise.all(quotas),
    };
  }

  @Get(':id/versions/:version')
  @Returns(200, 'One version as it was published; it never changes.', FlowVersionView)
  async version(@Param('id') id: string, @Param('version') version: string): Promise<FlowVersionView> {
    const stored = await this.store.flowVersions.get(this.scope, `${id}@${version}`);
    if (!stored) throw notFound('version', `${id}@${version}`);
    return { ...versionSummaryView(stored), source: stored.source };
  }

  @Post()
  @Needs('flows:publish')
  @Returns(
    201,
    'Published; sessions that run stay on their version. `findings` also names templates that connected channels lack.',
    PublishedView,
  )
  @Returns(
    202,
    'Published with `sessions` map or close: sessions of older versions are moved or closed one after the other.',
    PublishedView,
  )
  @Returns(422, 'The flow has mistakes; each is listed with line, path and rule.')
  async publish(
    @Who() who: Principal,
    @Body({ schema: PublishBody }) body: z.infer<typeof PublishBody>,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<PublishedView> {
    const choice = choiceOf(body);
    if (choice?.choice === 'map') {
      const { flow } = await this.library.check(this.scope, body.source, body.origin);
      if (flow) await this.#checkMap(flow, choice.map);
    }
    const result = await this.library.publish(this.scope, body.source, body.origin, {
      by: { kind: who.kind, id: who.id, name: who.name },
    });
    if (!result.published) throw hasErrors(result.findings);
    const { flowId, version, isNew, calledBy, replaced } = result;
    const live = choice ? await this.moves.decide(this.scope, { flowId, version, replaced }, choice) : 0;
    await this.audit.record(this.scope, who, 'flow.publish', `flow:${flowId}`, { version, sessions: body.sessions });
    const flow = await this.library.version(this.scope, flowId, version);
    const findings = [
      ...result.findings,
      ...lookedAtCloser(flow, body.origin),
      ...(flow ? await this.agents.findings(this.scope, flow, body.origin) : []),
      ...(await this.templates.findingsEverywhere(this.scope, flowId)),
    ];
    if (choice) reply.code(202);
    return { flowId, version, isNew, calledBy, findings, sessions: { choice: body.sessions, live } };
  }

  @Post(':id/preview')
  @ChangesNothing()
  @Needs('flows:write')
  @HttpCode(200)
  @Returns(
    200,
    'What publishing this source would change: findings, each question compared with the published version, and running sessions by the question they wait on. Nothing is changed.',
    PreviewView,
  )
  async preview(
    @Param('id') id: string,
    @Body({ schema: PreviewBody }) { source, origin, map = {} }: z.infer<typeof PreviewBody>,
  ): Promise<PreviewView> {
    const { flow, findings: mistakes } = await this.library.check(this.scope, source, origin);
    const ofAgents = flow ? await this.agents.findings(this.scope, flow, origin) : [];
    const findings = [...mistakes, ...lookedAtCloser(flow, origin), ...ofAgents];
    const published = (await this.library.published(this.scope)).get(id)?.version ?? null;
    if (!flow) return { flowId: id, findings, published, comparison: null, sessions: null };
    if (flow.id !== id) {
      throw invalid([{ field: 'source', rule: 'flow-id', message: `this is the flow "${flow.id}", not "${id}"` }]);
    }
    await this.#checkMap(flow, map);
    const against = await this.versions.comparison(this.scope, flow, map);
    const sessions = await this.versions.sessions(this.scope, flow, map);
    return {
      flowId: id,
      findings,
      published,
      comparison: against?.comparison ?? null,
      sessions: sessionsView(sessions),
    };
  }

  @Post('check')
  @ChangesNothing()
  @Needs('flows:write')
  @HttpCode(200)
  @Returns(200, 'What a publication would find; nothing is changed.', z.object({ findings: z.array(FindingView) }))
  async check(
    @Body({ schema: SourceBody }) body: z.infer<typeof SourceBody>,
  ): Promise<{ findings: z.infer<typeof FindingView>[] }> {
    const { flow, findings } = await this.library.check(this.scope, body.source, body.origin);
    const ofAgents = flow ? await this.agents.findings(this.scope, flow, body.origin) : [];
    return { findings: [...findings, ...lookedAtCloser(flow, body.origin), ...ofAgents] };
  }

  @Delete(':id')
  @Needs('flows:publish')
  @HttpCode(204)
  @Returns(
    204,
    'No new session starts with it; those that run go on. A flow of the flows folder comes back with the next start.',
  )
  async retire(@Param('id') id: string): Promise<void> {
    if (!(await this.library.retire(this.scope, id))) throw notFound('flow', id);
  }

  async #counts(id: string): Promise<{ live: number; responses: number }> {
    const [versions, responses] = await Promise.all([
      this.live.versions(this.scope, id),
      this.store.responses.count(this.scope, responsesOfFlow(id)),
    ]);
    return { live: versions.reduce((sum, { live }) => sum + live, 0), responses };
  }

  /** @throws Problem 400 */
  async #checkMap(flow: CompiledFlow, map: Record<string, string>): Promise<void> {
    const problems = await this.versions.mapProblems(this.scope, flow, map);
    if (problems.length > 0) throw invalid(problems);
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

/** Undefined for keep. @throws Problem 400 where a field belongs to another choice */
function choiceOf({ sessions, map, say }: z.infer<typeof PublishBody>): SessionChoice | undefined {
  if (map !== undefined && sessions !== 'map')
    throw invalid([{ field: 'map', rule: 'exclusive', message: 'only with sessions: map' }]);
  if (say !== undefined && sessions !== 'close')
    throw invalid([{ field: 'say', rule: 'exclusive', message: 'only with sessions: close' }]);
  if (sessions === 'keep') return undefined;
  return sessions === 'map' ? { choice: 'map', map: map ?? {} } : { choice: 'close', say };
}

/** What a flow that compiles looks like on WhatsApp, and what in it makes no sense. */
function lookedAtCloser(flow: CompiledFlow | undefined, origin: string): Finding[] {
  return flow ? lintDeeply(flow, origin, whatsappCapabilities) : [];
}

function hasErrors(findings: readonly Finding[]): Problem {
  const errors = findings.filter((finding) => finding.severity === 'error');
  return new Problem(
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
