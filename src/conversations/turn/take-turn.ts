import type { CompiledFlow } from '../../flow/compiled-flow.js';
import type { Session } from '../../flow/session.js';
import { isOpenAt } from '../../window/rules.js';
import type { Conversation, OutboxMessage, Timer } from '../conversation.js';
import { applyMessage } from './apply-message.js';
import { closeVersion, moveToVersion } from './change-version.js';
import { closeWindow, fallbackOfThisClosing } from './close-window.js';
import { Draft } from './draft.js';
import { applySendFailed } from './send-failed.js';
import { endActiveSession, flowOf, startFlow } from './sessions.js';
import { attentionAt, timersFor } from './timers.js';
import type { TurnInput } from './turn-input.js';
import type { TurnWorld } from './world.js';

/**
 * Takes one thing that happened through a conversation: window, keywords, engine, fallback, outbox, timers. Pure: the
 * same conversation, input and world give the same result, and the conversation given is not changed. Production, the
 * simulator's tests and the CLI all come through here.
 */
export function takeTurn(conversation: Conversation, input: TurnInput, world: TurnWorld): Conversation {
  const draft = new Draft(conversation, world, isBulk(input));
  switch (input.kind) {
    case 'message':
      applyMessage(draft, input);
      break;
    case 'command':
      applyCommand(draft, input.command);
      break;
    case 'timer':
      applyTimer(draft, input.timer);
      break;
    case 'send-failed':
      applySendFailed(draft, input.message, input.failure);
      break;
  }
  flush(draft);
  draft.enqueueResponses();
  const result = draft.conversation;
  result.timers = timersFor(result, world);
  result.attentionAt = attentionAt(result, world.now);
  return result;
}

/** A person who has just written, or somebody who has just pressed a button here, waits for what comes of it. */
function isBulk(input: TurnInput): boolean {
  if (input.kind === 'message') return false;
  if (input.kind !== 'command') return true;
  const { command } = input;
  return command.kind === 'start-flow' ? command.bulk === true : command.kind !== 'end-session';
}

function applyCommand(draft: Draft, command: Extract<TurnInput, { kind: 'command' }>['command']): void {
  switch (command.kind) {
    case 'start-flow':
      if (draft.conversation.optedOutAt !== null) {
        draft.note('flow.not-started', { flowId: command.flowId, reason: 'opted-out' });
        return;
      }
      startFlow(draft, command.flowId, command);
      return;
    case 'end-session':
      endActiveSession(draft, 'breakoff', command.reason);
      return;
    case 'move-session':
      moveToVersion(draft, command);
      return;
    case 'close-session':
      closeVersion(draft, command);
      return;
  }
}

function applyTimer(draft: Draft, timer: Timer): void {
  const { session, window } = draft.conversation;
  if (session?.id !== timer.sessionId || session.turn !== timer.turn || !session.waiting) {
    draft.note('timer.late', { kind: timer.kind });
    return;
  }
  const flow = flowOf(draft, session);
  if (!flow) return;
  switch (timer.kind) {
    case 'nudge':
      if (isUnsent(draft, session.id)) {
        // The question itself is still to go: a reminder behind it would only say it twice.
        draft.note('nudge.skipped', { reason: 'question-not-sent' });
        return;
      }
      draft.note('window.closing', { closesAt: window.closesAt });
      draft.step(flow, session, { kind: 'nudge' });
      return;
    case 'window-close':
      draft.note('window.closed', { closesAt: window.closesAt });
      closeWindow(draft, flow, 'clock');
      return;
    case 'fallback':
      closeWindow(draft, flow, 'clock');
      return;
    case 'reminder':
      remind(draft, flow, session);
      return;
    case 'timeout':
    case 'expire':
      overtake(draft, timer.kind);
      draft.step(flow, session, { kind: timer.kind });
      return;
  }
}

function remind(draft: Draft, flow: CompiledFlow, session: Session): void {
  const { conversation, world } = draft;
  const open = isOpenAt(conversation.window, world.channel.capabilities.windowHours, world.now);
  if (open && !isUnsent(draft, session.id)) return draft.step(flow, session, { kind: 'reminder' });
  draft.note('reminder.skipped', { reason: open ? 'question-not-sent' : 'window-closed' });
}

/** What the session still had to send is about a question that is over. */
function overtake(draft: Draft, kind: 'timeout' | 'expire'): void {
  const { conversation } = draft;
  const mine = (item: OutboxMessage): boolean => item.question?.sessionId === conversation.session?.id;
  const withdrawn = draft.dropUntried(
    (item) => mine(item) && item.message.kind === 'template',
    'fallback.cancelled',
    kind,
  );
  // A template that never left brings nobody back: this closing is open again for the question that follows.
  if (withdrawn) conversation.fallback = null;
  draft.dropUntried(mine, 'message.dropped', kind);
}

function isUnsent({ conversation }: Draft, sessionId: string): boolean {
  return conversation.outbox.some((item) => item.kind === 'message' && item.question?.sessionId === sessionId);
}

/** Sends what the turn wants said, if it may be said; a question that may not becomes its template. */
function flush(draft: Draft): void {
  const prompts = draft.takePrompts();
  if (prompts.length === 0) return;
  const { conversation, world } = draft;
  if (isOpenAt(conversation.window, world.channel.capabilities.windowHours, world.now)) {
    draft.enqueuePrompts(prompts);
    return;
  }
  draft.note('message.dropped', { count: prompts.length, reason: 'window-closed' });
  const session = conversation.session;
  const flow = session?.status === 'active' && session.waiting ? flowOf(draft, session) : undefined;
  if (!flow) return;
  closeWindow(draft, flow, 'clock');
  showTemplate(draft, flow);
  // Giving up ends the session with words of its own at most; outside the window they cannot be said either.
  draft.takePrompts();
}

/**
 * An answer that came too late to be replied to made a new question wait, under a template that was sent for an earlier
 * one. Nobody has seen the new one: the next message means that the contact is back, not an answer to it.
 */
function showTemplate(draft: Draft, flow: CompiledFlow): void {
  const { session } = draft.conversation;
  if (session?.status !== 'active' || session.waiting?.shown !== 'question') return;
  if (fallbackOfThisClosing(draft, session)?.state !== 'sent') return;
  draft.step(flow, session, { kind: 'template-shown', buttons: 'invite' });
}
