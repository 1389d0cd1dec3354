import { step } from '../../flow/step.js';
import type { CompiledFlow } from '../../flow/compiled-flow.js';
import type { FlowEvent, StepContext, StepResult } from '../../flow/engine.js';
import type { HiddenValues } from '../../flow/hidden.js';
import type { Prompt } from '../../flow/prompt.js';
import type { Session } from '../../flow/session.js';
import type { OutboundMessage } from '../../rendering/outbound.js';
import { renderPrompts } from '../../rendering/render-prompts.js';
import type { TemplateCall } from '../../templates/template-call.js';
import { SECOND, type Instant } from '../../time/instant.js';
import { HISTORY_LENGTH } from '../conversation.js';
import type { Conversation, Handoff, OutboxMessage, Teammate } from '../conversation.js';
import { PlaceWanted } from './place-wanted.js';
import type { TurnWorld } from './world.js';

/** How long after a call to an agent its bell is rung again, if no answer has come: longer than any agent may take. */
const RING_AGAIN = 90 * SECOND;

/** Something to be said, in its place. */
export type Said = { kind: 'prompt'; prompt: Prompt } | { kind: 'template'; call: TemplateCall };

/** A conversation while a turn works on it. The conversation it began with is never changed. */
export class Draft {
  readonly conversation: Conversation;
  #said: Said[] = [];
  /** A flow that an agent wants started in place of the session. */
  flowToStart: { flowId: string; values: HiddenValues } | undefined;
  /** Sessions whose responses have to be written. */
  readonly #changed = new Map<string, Session>();

  constructor(
    conversation: Conversation,
    readonly world: TurnWorld,
    /** What it sends is asked for by nobody at this moment. */
    readonly bulk: boolean,
  ) {
    this.conversation = {
      ...conversation,
      outbox: [...conversation.outbox],
      history: [...conversation.history],
      timers: [...conversation.timers],
    };
  }

  note(name: string, data: Record<string, string | number | boolean> = {}): void {
    const { history } = this.conversation;
    history.push({ at: this.world.now, name, data });
    if (history.length > HISTORY_LENGTH) history.splice(0, history.length - HISTORY_LENGTH);
  }

  /** Sets the session and remembers that its response has to be written. */
  setSession(session: Session): void {
    this.conversation.session = session;
    this.#changed.set(session.id, session);
  }

  /** Takes one event through the engine. @throws PlaceWanted */
  step(flow: CompiledFlow, session: Session, event: FlowEvent): void {
    this.take(step(flow, session, event, this.contextOf(session)));
  }

  /** What the engine may know besides flow and session. */
  contextOf({ id }: Pick<Session, 'id'>): StepContext {
    const { now, contact, quotas } = this.world;
    const decided = quotas?.get(id);
    return { now, contact, ...(decided && { quotas: decided }) };
  }

  /** Keeps what the engine made of the session, and what it wants done. @throws PlaceWanted */
  take(result: StepResult): void {
    this.setSession(result.session);
    for (const effect of result.effects) {
      switch (effect.kind) {
        case 'send':
          this.say(effect.prompt);
          break;
        case 'send-template':
          this.#said.push({ kind: 'template', call: effect.call });
          break;
        case 'ask-agent':
          this.conversation.call = {
            call: effect.call,
            since: this.world.now,
            rings: 1,
            ringAgainAt: this.world.now + RING_AGAIN,
          };
          break;
        case 'handoff':
          this.handOff(effect);
          break;
        case 'start-flow':
          this.flowToStart = { flowId: effect.flowId, values: effect.values };
          break;
        case 'note':
          this.note(effect.name, effect.data);
          break;
        case 'take-quota': {
          const { id: sessionId, flowId } = result.session;
          throw new PlaceWanted({ flowId, name: effect.name, limit: effect.limit, sessionId });
        }
        case 'completed':
          this.note('session.ended', {
            sessionId: result.session.id,
            disposition: effect.disposition,
            ...(effect.reason === undefined ? {} : { reason: effect.reason }),
          });
          break;
        case 'answer-recorded':
        case 'answer-removed':
          // The answers are in the session, which is written as a whole.
          break;
      }
    }
  }

  say(prompt: Prompt): void {
    this.#said.push({ kind: 'prompt', prompt });
  }

  /** A person is to take over; the first reason stands. */
  handOff({ by, topic, data, taker }: Handoff): void {
    if (this.conversation.handoff) return;
    // Whatever an agent still says is not said any more.
    this.conversation.call = null;
    this.conversation.handedOffAt = this.world.now;
    this.conversation.handoff = { by, ...(topic !== undefined && { topic }), data, ...(taker && { taker }) };
    this.note('handoff.begun', { by, ...(topic !== undefined && { topic }) });
  }

  /** The bot has it again, and nobody in the team. */
  takeBack(): void {
    this.conversation.handoff = null;
    this.conversation.handedOffAt = null;
    this.conversation.assigneeId = null;
    this.conversation.team = null;
  }

  /** What was said in this turn so far, in order, taken out. */
  takeSaid(): Said[] {
    const said = this.#said;
    this.#said = [];
    return said;
  }

  /** Renders prompts into the outbox. Every message that shows a question says which. */
  enqueuePrompts(prompts: readonly Prompt[]): void {
    if (prompts.length === 0) return;
    const messages = renderPrompts(prompts, this.world.channel.capabilities);
    const question = prompts.findLast((prompt) => prompt.question)?.question;
    messages.forEach((message, index) => {
      const shows = question !== undefined && index === messages.length - 1;
      this.enqueue(
        message,
        shows ? { sessionId: question.sessionId, stepId: question.stepId, render: question.render } : undefined,
      );
    });
  }

  enqueue(
    message: OutboundMessage,
    question: OutboxMessage['question'],
    again?: { resends: number; notBefore: number },
  ): string {
    const id = this.world.newId();
    this.#push(id, message, { ...(question ? { question } : {}), ...again });
    return id;
  }

  /** What somebody in the team wrote; goes out whatever the bot had in mind. */
  enqueueOfPerson(id: string, message: OutboundMessage, by: Teammate): void {
    this.#push(id, message, { by });
  }

  #push(
    id: string,
    message: OutboundMessage,
    more: Partial<Pick<OutboxMessage, 'question' | 'resends' | 'notBefore' | 'by'>>,
  ): void {
    const flowId = this.conversation.session?.flowId;
    this.conversation.outbox.push({
      kind: 'message',
      id,
      message,
      ...(flowId === undefined ? {} : { flowId }),
      inboundCount: this.conversation.inboundCount,
      createdAt: this.world.now,
      attempts: 0,
      ...(this.bulk ? { bulk: true as const } : {}),
      ...more,
    });
  }

  /**
   * Takes messages of the bot's out of the outbox that have not been tried yet; those on their way are left alone, and
   * so is what people wrote: whoever wrote it has to see what became of it. A template that never left does not count towards the caps.
   * @returns whether there were any
   */
  dropUntried(which: (item: OutboxMessage) => boolean, note: string, reason: string): boolean {
    const before = this.conversation.outbox.length;
    this.conversation.outbox = this.conversation.outbox.filter((item) => {
      if (item.kind !== 'message' || item.by || !which(item)) return true;
      if (item.attempts > 0 || item.awaitingEchoUntil !== undefined) return true;
      this.note(note, { kind: item.message.kind, reason });
      if (item.message.kind === 'template') this.uncountTemplate(item.createdAt);
      return false;
    });
    return this.conversation.outbox.length < before;
  }

  /** The template counted at this time was not sent after all. */
  uncountTemplate(countedAt: Instant): void {
    const { templatesSentAt } = this.conversation;
    const index = templatesSentAt.lastIndexOf(countedAt);
    if (index !== -1) this.conversation.templatesSentAt = templatesSentAt.toSpliced(index, 1);
  }

  /** Writes the sessions that changed into the outbox, each once, its newest state. */
  enqueueResponses(): void {
    const { conversation } = this;
    for (const session of this.#changed.values()) {
      conversation.outbox = conversation.outbox.filter(
        (item) => item.kind !== 'response' || item.session.id !== session.id,
      );
      conversation.outbox.push({ kind: 'response', id: this.world.newId(), session });
    }
    this.#changed.clear();
  }
}
