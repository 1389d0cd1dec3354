import { present } from '../../channels/cloud-payload/present.js';
import type { AgentMessage, AgentReply } from '../../flow/agent/agent-reply.js';

/**
 * What a part of an agent's answer says, in our own words: what is to be shown, what the flow is to do, and what was
 * left out, by name. Many small ones are put together to that of a whole answer.
 */
export interface Reading {
  /** In the order in which they are to be shown. */
  messages: AgentMessage[];
  /** What was not understood and is left out, a few words each, for the log. */
  skipped: string[];
  person?: NonNullable<AgentReply['person']>;
  startFlow?: NonNullable<AgentReply['startFlow']>;
  giveBack?: NonNullable<AgentReply['giveBack']>;
  /** The agent says that the conversation is over. */
  ended?: true;
}

/** Makes a reading of what is given. */
export function reading(parts: Partial<Reading>): Reading {
  return { messages: [], skipped: [], ...parts };
}

export function shown(...messages: AgentMessage[]): Reading {
  return reading({ messages });
}

export function skipped(...notes: string[]): Reading {
  return reading({ skipped: notes });
}

/** Puts readings together, in order. Of two hand-overs of the same kind the first holds. */
export function together(readings: readonly Reading[]): Reading {
  const first = <K extends keyof Reading>(key: K) => readings.find((one) => one[key] !== undefined)?.[key];
  return {
    messages: readings.flatMap(({ messages }) => messages),
    skipped: readings.flatMap((one) => one.skipped),
    ...present({
      person: first('person'),
      startFlow: first('startFlow'),
      giveBack: first('giveBack'),
      ended: first('ended'),
    }),
  };
}

/** The same, with a name in front of every note. */
export function named(name: string, found: Reading): Reading {
  return { ...found, skipped: found.skipped.map((note) => `${name}: ${note}`) };
}

/** Only what the flow is to do. */
export function handOverOf(found: Reading): Reading {
  return { ...found, messages: [], skipped: [] };
}

/** Whether a person would read a sentence: titles of choices alone are none. */
export function hasWords({ messages }: Reading): boolean {
  return messages.some((message) => message.kind === 'template' || wordsOf(message) !== undefined);
}

/** The words that a message shows as its text, where it has any. */
export function wordsOf(message: AgentMessage): string | undefined {
  if (message.kind === 'media') return message.caption;
  return message.kind === 'template' ? undefined : message.text;
}
