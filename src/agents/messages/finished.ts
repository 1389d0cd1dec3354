import type { AgentMessage } from '../../flow/agent/agent-reply.js';
import { MAX_MESSAGES, MAX_NOTE, MAX_NOTES, MAX_SHOWN } from './limits.js';
import { type Reading, reading, together, wordsOf } from './reading.js';
import { beginning } from './words.js';

/**
 * A whole answer as it is handed on: nothing is shown twice, and there is no more of it than a conversation can keep
 * and a person would read. What is left out for that is told.
 */
export function finished(found: Reading): Reading {
  const once = shownOnce(found.messages);
  const kept = withinLimits(once.messages);
  const notes = together([found, once, kept]).skipped;
  return { ...found, messages: kept.messages, skipped: briefly(notes) };
}

/** Agents say the same in a text and in a payload for another channel, or on a platform to which texts were copied. */
function shownOnce(messages: readonly AgentMessage[]): Reading {
  const elsewhere = new Set(messages.flatMap((message) => (message.kind === 'text' ? [] : (wordsOf(message) ?? []))));
  const seen = new Set<string>();
  const notes: string[] = [];
  const once = messages.filter((message) => {
    const key = JSON.stringify(message);
    const again = seen.has(key) || (message.kind === 'text' && elsewhere.has(message.text));
    if (again) notes.push(`${message.kind}: said twice`);
    seen.add(key);
    return !again;
  });
  return reading({ messages: once, skipped: notes });
}

/** The first messages, as far as they fit; of a text that does not, the beginning. */
function withinLimits(messages: readonly AgentMessage[]): Reading {
  const kept: AgentMessage[] = [];
  let room = MAX_SHOWN;
  for (const message of messages.slice(0, MAX_MESSAGES)) {
    const length = message.kind === 'text' ? message.text.length : JSON.stringify(message).length;
    if (length > room) {
      if (message.kind === 'text' && room > 0) kept.push({ kind: 'text', text: beginning(message.text, room) });
      return reading({ messages: kept, skipped: [`all after ${MAX_SHOWN} characters`] });
    }
    kept.push(message);
    room -= length;
  }
  const more = messages.length - kept.length;
  return reading({ messages: kept, skipped: more > 0 ? [`${more} messages after the first ${MAX_MESSAGES}`] : [] });
}

function briefly(notes: readonly string[]): string[] {
  const different = [...new Set(notes.map((note) => beginning(note, MAX_NOTE)))];
  if (different.length <= MAX_NOTES) return different;
  return [...different.slice(0, MAX_NOTES - 1), `${different.length - MAX_NOTES + 1} more`];
}
