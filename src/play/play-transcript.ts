import { present } from '../channels/cloud-payload/present.js';
import type { HistoryNote } from '../conversations/conversation.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import { durationMs } from '../flow/definition/duration.js';
import type { InboundContent } from '../flow/inbound.js';
import type { Session } from '../flow/session.js';
import type { Template } from '../templates/template.js';
import { PlayedChat } from './played-chat.js';
import type { ChatSetting, Played } from './played-chat.js';
import { sentContent } from './sent-content.js';
import { choicesOf, shownMessage } from './shown-message.js';
import type { CustomerLine, Line, Transcript } from './transcript.js';

/** A transcript does something that cannot be done: a tap on a button that is not there. */
export class TranscriptProblem extends Error {
  override readonly name = 'TranscriptProblem';
}

/**
 * Plays the customer's part of a transcript and writes down what comes of it, in the transcript's own form.
 * @throws TranscriptProblem
 */
export function playTranscript(
  flow: CompiledFlow,
  transcript: Transcript,
  templates: readonly Template[] = [],
  agents?: ChatSetting['agents'],
): Required<Pick<Transcript, 'notes' | 'answers' | 'path' | 'ended'>> & Transcript {
  const { contact, begins, hidden, full, seed } = transcript;
  const setting = {
    flow,
    templates,
    contact: { attributes: {}, ...present(contact ?? {}) },
    startsAt: begins === undefined ? undefined : Date.parse(begins),
    hidden,
    full,
    seed,
    agents,
  };
  const played = new PlayedChat(setting);
  const chat: Line[] = [];
  const notes: string[] = [];
  const keep = (happened: Played): void => {
    chat.push(...happened.messages.map((message) => shownMessage(message, templates)));
    notes.push(...happened.notes.flatMap(noteLine));
  };
  keep(played.start());
  for (const line of transcript.chat) {
    if ('bot' in line) continue;
    chat.push(line);
    if ('wait' in line) keep(played.wait(durationMs(line.wait) ?? 0));
    else keep(played.says(contentOf(line, played, templates)));
  }
  const { title } = transcript;
  return {
    title,
    flow: transcript.flow,
    ...(contact && { contact }),
    ...(begins !== undefined && { begins }),
    ...(hidden && { hidden }),
    ...(full && { full }),
    ...(seed !== undefined && { seed }),
    chat,
    notes,
    ...outcomeOf(played.session),
  };
}

function contentOf(
  line: Exclude<CustomerLine, { wait: string }>,
  played: PlayedChat,
  templates: readonly Template[],
): InboundContent {
  if ('customer' in line) return { kind: 'text', text: line.customer };
  if ('tap' in line) {
    const { sent } = played;
    const messages = line.on === undefined ? sent.toReversed() : sent.slice(line.on - 1, line.on);
    const choice = messages.flatMap((message) => choicesOf(message, templates)).find(({ title }) => title === line.tap);
    if (choice) return { kind: 'tap', ...choice };
    const where = line.on === undefined ? 'no message so far has' : `message ${line.on} does not have`;
    throw new TranscriptProblem(`tap: ${where} anything that reads "${line.tap}"`);
  }
  const { sends, ...details } = line;
  return sentContent(sends, present(details));
}

/** Facts that name nothing a reader knows: ids and points in time. */
const UNSAID = new Set(['sessionId', 'closesAt', 'until', 'sentAt']);

/** Beginning and end of the session are told by the transcript itself. */
function noteLine({ name, data }: HistoryNote): string[] {
  if (name === 'session.started' || name === 'session.ended') return [];
  const facts = Object.entries(data).filter(([key]) => !UNSAID.has(key));
  return [[name, ...facts.map(([key, value]) => `${key}=${String(value)}`)].join(' ')];
}

function outcomeOf(session: Session | null): Required<Pick<Transcript, 'answers' | 'path' | 'ended'>> {
  if (!session) return { answers: {}, path: [], ended: 'no' };
  const { answers, path, status, disposition, reason } = session;
  return {
    answers: Object.fromEntries(Object.entries(answers).map(([id, { value }]) => [id, value])),
    path,
    ended: status === 'active' ? 'no' : [disposition, reason].filter(Boolean).join(', '),
  };
}
