import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AgentLinks } from '../agents/links/agent-links.js';
import { AgentTrial, TrialQuestion } from '../agents/links/agent-trial.js';
import { MOST_SENT, readGivenZip } from '../agents/links/given-zip.js';
import type { AgentKinds } from '../agents/links/link-opener.js';
import { AgentUses } from '../flows/agent-uses.js';
import { ChangesNothing } from '../http/audit-changes.js';
import { Needs } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { TakesRaw, rawIn } from '../http/raw-bodies.js';
import { AGENT_KINDS, STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { LinkLimits } from '../store/agent-link.js';
import type { Store } from '../store/store.js';
import {
  AgentAnswerView,
  AgentKindList,
  AgentLinkView,
  AgentTestView,
  AgentUsesView,
  SavedAgentView,
  agentKindView,
  agentLinkView,
  agentTestView,
} from './agent-views.js';
import { PageQuery } from './paging.js';
import { pageOf } from './views.js';

const Title = z.string().trim().min(1).max(100);
const Limits = LinkLimits.partial();

const AgentBody = z
  .strictObject({
    kind: z.string().min(1).max(40),
    title: Title.optional(),
    settings: z.record(z.string(), z.unknown()).optional(),
    secret: z.string().trim().min(1).max(20_000).optional().describe('Kept as it is where the link has one already'),
    zip: z.base64().optional().describe('Only with kind: local, in place of settings: an exported Dialogflow ES agent'),
    limits: Limits.optional(),
  })
  .refine(({ settings, zip }) => (settings === undefined) !== (zip === undefined), {
    path: ['settings'],
    message: 'give either settings or, for a local agent, zip',
  })
  .refine(({ kind, zip }) => zip === undefined || kind === 'local', {
    path: ['zip'],
    message: 'only a local agent is given as a zip',
  });
const AgentChangeBody = z.strictObject({ title: Title.optional(), limits: Limits.optional() });
/** Query parameters are texts. */
const Flag = z.enum(['true', 'false']);
const SaveQuery = z.object({ check: Flag.default('true') });
const ZIP = 'application/zip';
const UploadQuery = SaveQuery.extend({ title: Title.optional() });
const RemoveQuery = z.object({ force: Flag.default('false') });

@ApiTags('agents')
@Needs('agents:read')
@Controller('api/v1/agents')
export class AgentsController {
  constructor(
    private readonly agents: AgentLinks,
    private readonly trial: AgentTrial,
    private readonly uses: AgentUses,
    @Inject(AGENT_KINDS) private readonly kinds: AgentKinds,
    @Inject(STORE) private readonly store: Store,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'The linked agents.', pageOf(AgentLinkView))
  async list(@Query({ schema: PageQuery }) query: PageQuery): Promise<unknown> {
    const page = await this.store.agentLinks.find(this.scope, {
      limit: query.limit,
      ...(query.cursor ? { cursor: query.cursor } : {}),
    });
    return { ...page, items: page.items.map((link) => agentLinkView(link, this.kinds)) };
  }

  @Get('kinds')
  @Returns(200, 'The kinds of agents that can be linked, and what each needs.', AgentKindList)
  listKinds(): z.infer<typeof AgentKindList> {
    return { items: Object.entries(this.kinds).map(([kind, spec]) => agentKindView(kind, spec)) };
  }

  @Get(':id')
  @Returns(200, 'One linked agent.', AgentLinkView)
  async get(@Param('id') id: string): Promise<z.infer<typeof AgentLinkView>> {
    return agentLinkView(await this.agents.get(this.scope, id), this.kinds);
  }

  @Put(':id')
  @Needs('agents:write')
  @Returns(
    200,
    'Linked: the agent has answered a test call, unless `check=false`. `said` is what came of it.',
    SavedAgentView,
  )
  @Returns(422, 'The agent cannot be asked like this; the field, the cause and what to do are named.')
  async put(
    @Param('id') id: string,
    @Body({ schema: AgentBody }) { zip, settings, ...body }: z.infer<typeof AgentBody>,
    @Query({ schema: SaveQuery }) { check }: z.infer<typeof SaveQuery>,
  ): Promise<z.infer<typeof SavedAgentView>> {
    const given = zip === undefined ? undefined : await readGivenZip(Buffer.from(zip, 'base64'));
    const wanted = { ...body, settings: given ? { definition: given.agent } : settings };
    const { link, said, warnings } = await this.agents.put(this.scope, id, wanted, { check: check === 'true' });
    return {
      ...agentLinkView(link, this.kinds),
      said: said ?? null,
      warnings: [...(given?.problems ?? []), ...warnings],
    };
  }

  @Put(':id/export')
  @Needs('agents:write')
  @TakesRaw(ZIP, MOST_SENT)
  @Returns(200, 'Linked as a local agent. The same as `zip` of the link itself, for larger ones.', SavedAgentView)
  @Returns(413, 'The zip has more than 10 MB.')
  @Returns(422, 'This is no exported Dialogflow ES agent; what is wrong with it is named.')
  async upload(
    @Param('id') id: string,
    @Body() body: unknown,
    @Query({ schema: UploadQuery }) { check, title }: z.infer<typeof UploadQuery>,
  ): Promise<z.infer<typeof SavedAgentView>> {
    const { agent, problems } = await readGivenZip(rawIn(body, ZIP));
    const wanted = { kind: 'local', settings: { definition: agent }, ...(title === undefined ? {} : { title }) };
    const { link, said, warnings } = await this.agents.put(this.scope, id, wanted, { check: check === 'true' });
    return { ...agentLinkView(link, this.kinds), said: said ?? null, warnings: [...problems, ...warnings] };
  }

  @Patch(':id')
  @Needs('agents:write')
  @Returns(200, 'Title and limits changed.', AgentLinkView)
  async change(
    @Param('id') id: string,
    @Body({ schema: AgentChangeBody }) body: z.infer<typeof AgentChangeBody>,
  ): Promise<z.infer<typeof AgentLinkView>> {
    return agentLinkView(await this.agents.change(this.scope, id, body), this.kinds);
  }

  @Delete(':id')
  @Needs('agents:write')
  @HttpCode(204)
  @Returns(204, 'No longer linked. An agent of the flows folder comes back with the next start.')
  @Returns(409, 'Published flows hand over to it; `force=true` takes it away all the same.')
  async remove(
    @Param('id') id: string,
    @Query({ schema: RemoveQuery }) { force }: z.infer<typeof RemoveQuery>,
  ): Promise<void> {
    await this.agents.remove(this.scope, id, { force: force === 'true' });
  }

  @Get(':id/uses')
  @Returns(
    200,
    'The published flows that ask it, and the channels that start one of them by themselves.',
    AgentUsesView,
  )
  async findUses(@Param('id') id: string): Promise<AgentUsesView> {
    await this.agents.get(this.scope, id);
    return this.uses.of(this.scope, id);
  }

  @Post(':id/test')
  @ChangesNothing()
  @Needs('agents:write')
  @HttpCode(200)
  @Returns(200, 'A test call was made; `ok` says whether the agent answered.', AgentTestView)
  @Returns(429, 'Tested too often in this minute.')
  async test(@Param('id') id: string): Promise<z.infer<typeof AgentTestView>> {
    const { link, check } = await this.agents.test(this.scope, id);
    return agentTestView(link, check, this.kinds);
  }

  @Post(':id/ask')
  @ChangesNothing()
  @Needs('agents:write')
  @HttpCode(200)
  @Returns(200, 'What the agent answers. Send `dialogue` and `memory` with the next query to go on.', AgentAnswerView)
  @Returns(502, 'The agent gave no answer; the cause is named.')
  async ask(
    @Param('id') id: string,
    @Body({ schema: TrialQuestion }) body: TrialQuestion,
  ): Promise<z.infer<typeof AgentAnswerView>> {
    return this.trial.ask(this.scope, id, body);
  }
}
