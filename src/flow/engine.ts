import type { Instant } from '../time/instant.js';
import type { AgentCall } from './agent/agent-call.js';
import type { AgentOutcome } from './agent/agent-reply.js';
import type { TemplateCall } from '../templates/template-call.js';
import type { HiddenValues } from './hidden.js';
import type { InboundContent } from './inbound.js';
import type { Json } from './conditions.js';
import type { Prompt } from './prompt.js';
import type { Answer, ContactView, Disposition, Session } from './session.js';

/** What can happen to a session. Outside work comes back as events too; the engine never calls out. */
export type FlowEvent =
  /** `opening` is what the person began with, where that is no keyword: an agent answers it. */
  | { kind: 'start'; opening?: InboundContent }
  /** `quoted` is the question a reply quotes (WhatsApp's context.id), where we know it. */
  | { kind: 'message'; content: InboundContent; quoted?: { sessionId: string; stepId: string } }
  /** The window is about to close on the waiting question: remind, with the question's options at hand. `text` is Liquid in the session's language. */
  | { kind: 'nudge' }
  /** An agent answered a call, or did not. One that nobody waits for any more changes nothing. */
  | { kind: 'agent-answered'; callId: string; outcome: AgentOutcome }
  /** Something happened that the agent is to hear of, in the middle of a talk with it. */
  | { kind: 'agent-event'; name: string; parameters: Record<string, Json> }
  /** The person who had taken over gives the conversation back. */
  | { kind: 'released' }
  /** Ask the waiting question again, unchanged. */
  | { kind: 'ask-again' }
  /** A template went out in place of the waiting question. */
  | { kind: 'template-shown'; buttons: 'options' | 'invite' }
  /** That template never left: what the contact last saw is the question itself. */
  | { kind: 'template-withdrawn' }
  /** The time for an answer to the waiting question is over. */
  | { kind: 'timeout' }
  /** One of the question's reminders is due. */
  | { kind: 'reminder' }
  /** The survey's time is over: what was answered stays. */
  | { kind: 'expire' }
  /** End from outside: stop keyword, nobody reachable. */
  | { kind: 'end'; disposition: Disposition; reason: string };

/** What the engine wants done, in order. Values, never calls. */
export type Effect =
  | { kind: 'send'; prompt: Prompt }
  /**
   * Alone, and with the session as it was: whether this quota has a place for it must be known before the event can be
   * taken. Ask, then take the same event again with the answer in the context's `quotas`.
   */
  | { kind: 'take-quota'; name: string; limit: number }
  /** Ask an agent; its answer comes back as an event under the call's id. */
  | { kind: 'ask-agent'; call: AgentCall }
  /** In its place among what is sent. */
  | { kind: 'send-template'; call: TemplateCall }
  /** A person is to take over; until they release it, nothing that the contact says comes here. */
  | { kind: 'handoff'; by: 'agent' | 'flow' | 'keyword'; topic?: string; data: Record<string, Json> }
  /** Start this flow in place of the session, if there is one of that name. */
  | { kind: 'start-flow'; flowId: string; values: HiddenValues }
  | { kind: 'answer-recorded'; stepId: string; answer: Answer }
  | { kind: 'answer-removed'; stepId: string }
  | { kind: 'completed'; disposition: Disposition; reason?: string }
  /** A background decision with a stable name (docs/events.md): logs, metrics and the conversation's history use it as it is. */
  | { kind: 'note'; name: NoteName; data: Record<string, string | number | boolean> };

export type NoteName =
  | 'answer.rejected'
  | 'retries.exhausted'
  | 'tap.stale'
  | 'tap.foreign'
  | 'answer.changed'
  | 'session.moved'
  | 'course.word'
  | 'language.switched'
  | 'question.timed-out'
  | 'reminder.sent'
  | 'turn.budget-exceeded'
  | 'text.failed'
  | 'condition.failed'
  | 'question.no-options'
  | 'quota.full'
  | 'language.fallback'
  | 'agent.answered'
  | 'agent.failed'
  | 'agent.skipped'
  | 'agent.webhook-failed'
  | 'agent.late-answer'
  | 'agent.left';

export interface StepContext {
  now: Instant;
  contact: ContactView;
  /** For this session, by name: whether it has a place. Missing where nobody asked yet. */
  quotas?: Readonly<Record<string, boolean>>;
}

export interface StepResult {
  session: Session;
  effects: Effect[];
}
