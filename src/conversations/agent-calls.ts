import type { AgentCaller, FetchVoice } from '../agents/links/agent-caller.js';
import type { ChannelDirectory } from '../channels/connected/channel-directory.js';
import type { Clock } from '../clock/clock.js';
import { ringOrLeaveToSweep, type Bell } from '../queue/bell.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { Watching } from '../watching/watching.js';
import type { Conversation } from './conversation.js';

/** Voice notes on WhatsApp may have 16 MB; a minute, the most that Dialogflow hears, has far less. */
const MAX_VOICE_BYTES = 2 * 1_048_576;

/**
 * Makes the calls to agents that conversations wait for. The answer goes into the mailbox under the call's id, so that a
 * call which is made twice, after a crash, is answered once.
 */
export class AgentCalls {
  constructor(
    private readonly store: Pick<Store, 'conversations' | 'thread'>,
    private readonly channels: ChannelDirectory,
    private readonly caller: Pick<AgentCaller, 'ask'>,
    private readonly bell: Bell,
    private readonly clock: Clock,
    private readonly watching: Watching,
  ) {}

  /** A call that nobody waits for any more is not made. */
  async make(scope: WorkspaceId, conversationId: string, callId: string): Promise<void> {
    const conversation = await this.store.conversations.get(scope, conversationId);
    const call = conversation?.call?.call;
    if (!conversation || call?.id !== callId) return;
    const { channelId, contactId } = conversation;
    if (!(await this.store.thread.get(scope, callId))) {
      const began = performance.now();
      const outcome = await this.caller.ask(scope, call, this.#voiceOf(scope, conversation));
      const tookMs = Math.round(performance.now() - began);
      const at = this.clock.now();
      const entry = { conversationId, channelId, contactId, at, waiting: conversationId, callId, outcome, tookMs };
      await this.store.thread.insertMissing(scope, [{ id: callId, doc: { kind: 'agent-answer', ...entry } }]);
      this.watching.log.debug({ event: 'agent.asked', conversationId, agent: call.agent, tookMs }, outcome.kind);
    }
    await ringOrLeaveToSweep(this.bell, this.watching.log, [{ scope, conversationId, channelId }]);
  }

  #voiceOf(scope: WorkspaceId, { channelId }: Conversation & Stored): FetchVoice {
    return async (mediaId) => {
      const connected = await this.channels.byId(scope, channelId);
      const media = connected?.adapter.media;
      if (!connected || !media) return undefined;
      const got = await media.download(connected.access, mediaId, MAX_VOICE_BYTES);
      return got.ok ? got.value : undefined;
    };
  }
}
