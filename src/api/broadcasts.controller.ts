import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ConversationCommands } from '../conversations/conversation-commands.js';
import { HiddenValues } from '../flow/hidden.js';
import { Needs } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';

const BroadcastBody = z.strictObject({
  flowId: z.string(),
  language: z.string().optional(),
  /** Values by the names that the flow lists as `hidden`; the same for everybody. */
  hidden: HiddenValues.optional(),
  /** International phone numbers; `+` and spaces do not matter. */
  to: z.array(z.string().min(5).max(40)).min(1).max(1_000),
});
const BroadcastView = z.object({
  accepted: z.array(z.object({ to: z.string(), conversationId: z.string(), contactId: z.string() })),
  refused: z.array(z.object({ to: z.string(), reason: z.string() })),
});

@ApiTags('broadcasts')
@Needs('broadcasts:write')
@Controller('api/v1/channels/:channelId/broadcasts')
export class BroadcastsController {
  constructor(
    private readonly commands: ConversationCommands,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Post()
  @HttpCode(202)
  @Returns(
    202,
    'The flow starts for each of them, at the pace of the channel and behind replies; outside the window with a template.',
    BroadcastView,
  )
  async start(
    @Param('channelId') channelId: string,
    @Body({ schema: BroadcastBody }) { flowId, language, hidden, to }: z.infer<typeof BroadcastBody>,
  ): Promise<z.infer<typeof BroadcastView>> {
    return this.commands.startForMany(this.scope, to, { channelId, flowId, language, hidden });
  }
}
