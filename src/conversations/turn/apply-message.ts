import { courseWordOf } from '../../flow/turn/course-words.js';
import { wordsFor } from '../../flow/words/words.js';
import { plainValues } from '../../flow/hidden.js';
import type { InboundContent } from '../../flow/inbound.js';
import type { Session } from '../../flow/session.js';
import { decodeTap } from '../../rendering/binding.js';
import { DAY, HOUR, MINUTE, type Instant } from '../../time/instant.js';
import { afterInbound } from '../../window/rules.js';
import type { Draft } from './draft.js';
import { isKeyword } from './keywords.js';
import { endActiveSession, flowOf, startFlow } from './sessions.js';
import type { TurnInput } from './turn-input.js';

type MessageInput = Extract<TurnInput, { kind: 'message' }>;

/**
 * A typed message sent this long before the waiting question was asked cannot be an answer to it: it is a webhook that
 * came late. Wide, because the provider stamps whole seconds by its own clock.
 */
const LATE = MINUTE;

/** The default flow greets again only after this long; "thank you" after a survey must not start it anew. */
const GREET_AGAIN_AFTER = DAY;

/** One message of the contact: the window first, then the words that always hold, then the session. */
export function applyMessage(draft: Draft, input: MessageInput): void {
  if (input.content.kind === 'reaction') {
    // Documented to open a window are only messages and calls; an emoji answers nothing.
    draft.note('message.reaction');
    return;
  }
  const past = isPast(draft, input);
  openWindow(draft, input, past);

  const text = wordsOf(input.content);
  if (text !== undefined && applyKeyword(draft, text, input, past)) return;
  if (draft.conversation.optedOutAt !== null) {
    draft.note('message.while-opted-out');
    return;
  }
  if (draft.conversation.handoff) {
    draft.note('message.for-person');
    return;
  }
  const session = draft.conversation.session;
  if (session?.status === 'active') {
    continueSession(draft, session, input);
  } else if (past) {
    draft.note('message.late', { sentAt: input.at });
  } else if (!answerEndedSession(draft, session, input.content)) {
    greet(draft, session, input.content);
  }
}

/** So old that even the window it opened has closed: webhooks are repeated for days. The contact is not back. */
function isPast({ world }: Draft, { at }: MessageInput): boolean {
  const { windowHours } = world.channel.capabilities;
  return windowHours !== undefined && at + windowHours * HOUR <= world.now;
}

function openWindow(draft: Draft, input: MessageInput, past: boolean): void {
  const { conversation, world } = draft;
  const { windowHours } = world.channel.capabilities;
  if (windowHours !== undefined) {
    conversation.window = afterInbound(conversation.window, input, windowHours, world.now);
  }
  conversation.lastInboundAt = Math.max(conversation.lastInboundAt ?? 0, Math.min(input.at, world.now));
  conversation.lastActivityAt = world.now;
  // Counting it would make a new closing of the old one, and a second template of that.
  if (past) return;
  conversation.inboundCount += 1;
  conversation.fallback = null;
  // The contact is back before the template left: it is not needed any more, and the message is about the question.
  const withdrawn = draft.dropUntried(
    (item) => item.message.kind === 'template',
    'fallback.cancelled',
    'contact-wrote',
  );
  const { session } = conversation;
  const flow = withdrawn && session?.status === 'active' ? flowOf(draft, session) : undefined;
  if (session && flow) draft.step(flow, session, { kind: 'template-withdrawn' });
}

/** What the message says in words, where it could be a keyword: typed text, or the title of a tap that carries no binding of ours. */
function wordsOf(content: InboundContent): string | undefined {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'tap' && !decodeTap(content.id)) return content.title;
  return undefined;
}

/** Stop, start and restart words; true when the message was one and has been dealt with. */
function applyKeyword(draft: Draft, text: string, input: MessageInput, past: boolean): boolean {
  const { conversation, world } = draft;
  const session = conversation.session;
  const languages = [...(session ? [session.language] : []), ...world.flows.languages, 'en'];

  const stopLanguage = isKeyword(text, 'stop', languages);
  if (stopLanguage !== undefined) {
    stop(draft, session?.language ?? stopLanguage);
    return true;
  }
  // While a person has the conversation no word starts anything.
  if (past || conversation.handoff || isBefore(draft, session?.startedAt, input)) return false;
  const restart = isKeyword(text, 'restart', languages) !== undefined;
  const wanted = !restart && isForSession(draft, text) ? undefined : flowToStart(draft, text, restart);
  const returns = conversation.optedOutAt !== null && (restart || wanted !== undefined);
  if (returns) {
    conversation.optedOutAt = null;
    draft.note('contact.opted-in');
  }
  if (!wanted) return returns;
  if (restart && session?.status === 'active') {
    const words = wordsFor(session.language);
    draft.say({ language: session.language, body: words.engine.restarted, words: words.prompt });
  }
  // Who begins anew still came by the same campaign.
  const hidden = restart && session?.flowId === wanted.flowId ? plainValues(session.vars) : undefined;
  startFlow(draft, wanted.flowId, { language: wanted.language, hidden }, restart ? 'restarted' : 'interrupted');
  return true;
}

/** "Back", "help" or "language" are for the running survey, even where another flow starts with such a word. */
function isForSession({ conversation: { session }, world }: Draft, text: string): boolean {
  if (session?.status !== 'active') return false;
  const flow = world.flows.version(session.flowId, session.flowVersion);
  return flow !== undefined && courseWordOf(flow, text) !== undefined;
}

/**
 * Which flow the word starts: the restart word the flow of the last session, else, for somebody who comes back after a
 * stop word, the channel's default flow; any other word the flow that lists it.
 */
function flowToStart(
  { conversation, world }: Draft,
  text: string,
  restart: boolean,
): { flowId: string; language: string | undefined } | undefined {
  const { session, optedOutAt } = conversation;
  if (restart && session && world.flows.published(session.flowId)) return session;
  const listed = world.flows.forKeyword(text);
  if (listed) return listed;
  const { defaultFlow } = world.channel;
  if (!restart || optedOutAt === null || defaultFlow === undefined) return undefined;
  return { flowId: defaultFlow, language: undefined };
}

function stop(draft: Draft, language: string): void {
  const { conversation, world } = draft;
  const again = conversation.optedOutAt !== null;
  draft.dropUntried(() => true, 'message.dropped', 'opted-out');
  endActiveSession(draft, 'refused', 'stop-word', 'refused');
  conversation.optedOutAt ??= world.now;
  draft.takeBack();
  draft.note('contact.opted-out');
  // Said once; who says stop twice is not answered twice.
  if (again) return;
  const words = wordsFor(language);
  draft.say({ language, body: words.engine.stopped, words: words.prompt });
}

function continueSession(draft: Draft, session: Session, input: MessageInput): void {
  const flow = flowOf(draft, session);
  if (!flow) return;
  if (isLate(draft, session, input)) {
    draft.note('message.late', { sentAt: input.at });
    return;
  }
  draft.step(flow, session, {
    kind: 'message',
    content: input.content,
    ...(input.quoted ? { quoted: input.quoted } : {}),
  });
}

function isLate(draft: Draft, session: Session, input: MessageInput): boolean {
  // A bound tap says itself what it answers.
  if (input.content.kind === 'tap' && decodeTap(input.content.id)) return false;
  return isBefore(draft, session.waiting?.since, input);
}

/** Was the message sent well before this time, and does it come late? */
function isBefore({ world }: Draft, time: Instant | undefined, { at }: MessageInput): boolean {
  return time !== undefined && at < time - LATE && world.now - at > LATE;
}

/** A tap on a question of a session that has ended: said so, instead of silence or a new start. */
function answerEndedSession(draft: Draft, session: Session | null, content: InboundContent): boolean {
  if (content.kind !== 'tap' || !decodeTap(content.id)) return false;
  draft.note('tap.stale', { ended: true });
  const language = session?.language ?? draft.world.contact.language ?? 'en';
  const words = wordsFor(language);
  draft.say({ language, body: words.engine.ended, words: words.prompt });
  return true;
}

function greet(draft: Draft, session: Session | null, content: InboundContent): void {
  const { defaultFlow } = draft.world.channel;
  const endedAt = session?.endedAt;
  // A conversation is begun anew by whoever writes; after a survey most messages are only thanks.
  const talks = defaultFlow !== undefined && draft.world.flows.published(defaultFlow)?.flow.kind === 'conversation';
  const recently = !talks && endedAt !== undefined && draft.world.now - endedAt < GREET_AGAIN_AFTER;
  if (defaultFlow === undefined || recently) {
    draft.note('message.unmatched');
    return;
  }
  startFlow(draft, defaultFlow, { opening: content });
}
