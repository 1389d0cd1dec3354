import type { CompiledFlow } from '../../flow/compiled-flow.js';
import type { Session } from '../../flow/session.js';
import { isOpenAt } from '../../window/rules.js';
import type { Conversation, OutboxMessage, Timer } from '../conversation.js';
import { applyMessage } from './apply-message.js';
import { applyWriting } from './apply-writing.js';
import { closeVersion, moveToVersion } from './change-version.js';
import { applyAgentAnswer, applyAgentEvent, dropCallNobodyAwaits, release, startWantedFlow } from './apply-agent.js';
import { closeWindow } from './close-window.js';
import { Draft } from './draft.js';
import { flush } from './flush.js';
import { inboxFields, windowEnd } from './inbox-fields.js';
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
    case 'agent-answered':
      applyAgentAnswer(draft, input);
      break;
  }
  startWantedFlow(draft);
  flush(draft);
  dropCallNobodyAwaits(draft);
  draft.enqueueResponses();
  const result = draft.conversation;
  Object.assign(result, inboxFields(result), { windowClosesAt: windowEnd(result.window, world.channel.capabilities) });
  result.timers = timersFor(result, world);
  result.attentionAt = attentionAt(result, world.now);
  return result;
}

/** A person who has just written, or somebody who has just pressed a button here, waits for what comes of it. */
function isBulk(input: TurnInput): boolean {
  if (input.kind === 'message') return false;
  if (input.kind !== 'command') return true;
  const { command } = input;
  return command.kind === 'start-flow' ? command.bulk === true : !ASKED_FOR.has(command.kind);
}

/** Commands that somebody has just given, and that people wait for. */
const ASKED_FOR = new Set(['end-session', 'hand-off', 'release', 'agent-event', 'write']);

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
    case 'hand-off':
      draft.handOff({
        by: 'person',
        data: {},
        ...(command.topic !== undefined && { topic: command.topic }),
        ...(command.by && { taker: command.by }),
      });
      return;
    case 'release':
      release(draft, command.then);
      return;
    case 'agent-event':
      applyAgentEvent(draft, command);
      return;
    case 'write':
      applyWriting(draft, command);
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
