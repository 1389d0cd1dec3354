import type { SendFailure } from '../../channels/failure.js';
import type { AgentOutcome } from '../../flow/agent/agent-reply.js';
import type { InboundContent } from '../../flow/inbound.js';
import type { Instant } from '../../time/instant.js';
import type { Command, OutboundEntry, Timer } from '../conversation.js';

/** One thing that happened to a conversation. */
export type TurnInput =
  | {
      kind: 'message';
      content: InboundContent;
      /** When the contact sent it, by the provider's clock. */
      at: Instant;
      fromAd?: boolean | undefined;
      /** The question that the message quotes, where it quotes one of ours. */
      quoted?: { sessionId: string; stepId: string } | undefined;
    }
  | { kind: 'command'; command: Command }
  | { kind: 'timer'; timer: Timer }
  | { kind: 'agent-answered'; callId: string; outcome: AgentOutcome }
  /** A message of ours came to nothing, at once or by a later status. */
  | { kind: 'send-failed'; message: FailedMessage; failure: SendFailure };

/** `providerMessageId` is null where the provider never accepted it. */
export type FailedMessage = Pick<
  OutboundEntry,
  'message' | 'question' | 'inboundCount' | 'resends' | 'providerMessageId' | 'by'
>;
