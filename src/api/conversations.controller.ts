import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { teammateOf, type Principal } from '../accounts/principal.js';
import type { Clock } from '../clock/clock.js';
import { ConversationCommands } from '../conversations/conversation-commands.js';
import { Topic } from '../flow/definition/agent-step.js';
import { HiddenValues } from '../flow/hidden.js';
import { JsonValue } from '../flow/json-value.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { notFound } from '../http/problem.js';
import { CLOCK, STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { PageQuery } from './paging.js';
import { ConversationView, ThreadEntryView, conversationView, pageOf, threadEntryView } from './views.js';

const ListQuery = PageQuery.extend({
  channelId: z.string().optional(),
  /** Only those that a person has, or is to take; who has waited longest comes first. */
  handedOff: z.literal('true').optional(),
});
const HandOffBody = z.strictObject({ topic: Topic.optional() });
const ReleaseBody = z.strictObject({ then: z.enum(['resume', 'end']).default('resume') });
const AgentEventBody = z.strictObject({
  name: z.string().trim().min(1).max(150),
  parameters: z.record(z.string(), JsonValue).default({}),
});
const StartBody = z.strictObject({
  channelId: z.string(),
  /** International phone number; `+` and spaces do not matter. */
  to: z.string().min(5).max(40),
  flowId: z.string(),
  language: z.string().optional(),
  /** Values by the names that the flow lists as `hidden`. */
  hidden: HiddenValues.optional(),
});
const Accepted = z.object({ conversationId: z.string(), contactId: z.string() });

@ApiTags('conversations')
@Needs('conversations:read')
@Controller('api/v1/conversations')
export class ConversationsController {
  constructor(
    private readonly commands: ConversationCommands,
    @Inject(STORE) private readonly store: Store,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get()
  @Returns(200, 'Newest activity first.', pageOf(ConversationView))
  async list(
    @Query({ schema: ListQuery }) { channelId, handedOff, limit, cursor }: z.infer<typeof ListQuery>,
  ): Promise<unknown> {
    const page = await this.store.conversations.find(this.scope, {
      where: {
        ...(channelId === undefined ? {} : { channelId }),
        ...(handedOff === undefined ? {} : { handedOffAt: { gt: 0 } }),
      },
      sort:
        handedOff === undefined
          ? { field: 'lastActivityAt', direction: 'desc' }
          : { field: 'handedOffAt', direction: 'asc' },
      limit,
      ...(cursor ? { cursor } : {}),
    });
    const now = this.clock.now();
    return { ...page, items: page.items.map((conversation) => conversationView(conversation, now)) };
  }

  @Post()
  @Needs('conversations:write')
  @HttpCode(202)
  @Returns(202, 'The flow starts; outside the window its first question goes out as a template.', Accepted)
  async start(
    @Body({ schema: StartBody }) { to, ...wanted }: z.infer<typeof StartBody>,
  ): Promise<z.infer<typeof Accepted>> {
    const { conversationId, contactId } = await this.commands.startFlow(this.scope, to, wanted);
    return { conversationId, contactId };
  }

  @Get(':id')
  @Returns(200, 'One conversation with its window, session and background decisions.', ConversationView)
  async get(@Param('id') id: string): Promise<z.infer<typeof ConversationView>> {
    const conversation = await this.store.conversations.get(this.scope, id);
    if (!conversation) throw notFound('conversation', id);
    return conversationView(conversation, this.clock.now());
  }

  @Get(':id/thread')
  @Returns(200, 'What was said, newest first.', pageOf(ThreadEntryView))
  async thread(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery): Promise<unknown> {
    const page = await this.store.thread.find(this.scope, {
      where: { conversationId: id },
      sort: { field: 'at', direction: 'desc' },
      limit: query.limit,
      ...(query.cursor ? { cursor: query.cursor } : {}),
    });
    return { ...page, items: page.items.map(threadEntryView) };
  }

  @Post(':id/end')
  @Needs('conversations:write')
  @HttpCode(202)
  @Returns(202, 'The running session ends.')
  async end(@Param('id') id: string): Promise<void> {
    await this.commands.endSession(this.scope, id);
  }

  @Post(':id/hand-off')
  @Needs('conversations:write')
  @HttpCode(202)
  @Returns(202, 'A person takes the conversation over; the bot says nothing until it is released.')
  async handOff(
    @Param('id') id: string,
    @Body({ schema: HandOffBody }) { topic }: z.infer<typeof HandOffBody>,
    @Who() who: Principal,
  ): Promise<void> {
    await this.commands.handOff(this.scope, id, topic, teammateOf(who));
  }

  @Post(':id/release')
  @Needs('conversations:write')
  @HttpCode(202)
  @Returns(202, 'The bot has the conversation again: its session goes on where it stopped, or ends.')
  async release(
    @Param('id') id: string,
    @Body({ schema: ReleaseBody }) { then }: z.infer<typeof ReleaseBody>,
    @Who() who: Principal,
  ): Promise<void> {
    await this.commands.release(this.scope, id, then, teammateOf(who));
  }

  @Post(':id/agent-event')
  @Needs('conversations:write')
  @HttpCode(202)
  @Returns(202, 'The agent that is being talked to hears of the event; its answer goes to the contact.')
  async agentEvent(
    @Param('id') id: string,
    @Body({ schema: AgentEventBody }) event: z.infer<typeof AgentEventBody>,
  ): Promise<void> {
    await this.commands.tellAgent(this.scope, id, event);
  }
}
