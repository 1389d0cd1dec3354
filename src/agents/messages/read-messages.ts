import type { EsPlatform } from '../kinds.js';
import { isBlank } from '../../flow/words/fold.js';
import { readButtons } from './buttons.js';
import { readCard } from './card.js';
import { readCxMessage } from './cx-message.js';
import { assistantKind, platformOf, readEsMessage, suggestions } from './es-message.js';
import { finished } from './finished.js';
import { handOverOf, hasWords, type Reading, shown, skipped, together } from './reading.js';

/**
 * What the messages of one answer say, in our own words: to be shown, in order; to be done; and what was left out. Goes
 * into an AgentReply as it is (`ended` false where it is absent).
 */
export type ReadMessages = Reading;

export interface EsReading {
  /** The first of these that has something to show is taken; see EsSettings. */
  platforms: readonly EsPlatform[];
  /** `queryResult.fulfillmentText`: said in front where the messages say nothing in words. */
  fulfillmentText?: string | null | undefined;
}

/**
 * Reads `queryResult.fulfillmentMessages` of Dialogflow ES. Never throws: what is not understood is skipped by name.
 *
 * Dialogflow gives the messages of all platforms. Of those that are asked for the first is taken that has something to
 * show; hand-overs count on each of them, since nobody sees them. What the Google Assistant would suggest becomes
 * choices only where there are no others.
 * @param messages in the API's shapes (v2), Structs decoded to plain objects
 */
export function readEsMessages(messages: readonly unknown[], { platforms, fulfillmentText }: EsReading): ReadMessages {
  const assistant = messages.filter((message) => assistantKind(message) !== undefined);
  const others = messages.filter((message) => assistantKind(message) === undefined);

  const chosen = choose(others, platforms);
  const said = fulfillmentText && !isBlank(fulfillmentText) && !hasWords(chosen) ? fulfillmentText : undefined;
  const taken = together([...(said === undefined ? [] : [shown({ kind: 'text', text: said })]), chosen]);
  return finished(together([taken, ...readAssistant(assistant, taken), ...forOthers(others, taken, platforms)]));
}

/**
 * Reads `queryResult.responseMessages` of Dialogflow CX, which has chosen those of the channel itself. Never throws:
 * what is not understood is skipped by name.
 * @param messages in the API's shapes (v3), Structs decoded to plain objects
 */
export function readCxMessages(messages: readonly unknown[]): ReadMessages {
  const written = together(messages.map((message) => readCxMessage(message, false)));
  return finished(hasWords(written) ? written : together(messages.map((message) => readCxMessage(message, true))));
}

function choose(messages: readonly unknown[], platforms: readonly EsPlatform[]): Reading {
  const readings = platforms.map((platform) =>
    together(messages.filter((message) => platformOf(message) === platform).map(readEsMessage)),
  );
  const first = readings.findIndex((found) => found.messages.length > 0);
  return together(readings.map((found, index) => (first === -1 || index <= first ? found : handOverOf(found))));
}

function readAssistant(messages: readonly unknown[], taken: Reading): Reading[] {
  const needed = !taken.messages.some(({ kind }) => kind === 'choices');
  const chips = needed ? readCard(readButtons(messages.flatMap(suggestions))) : shown();
  const left = messages.map(assistantKind).filter((kind) => kind !== undefined && (kind !== 'suggestions' || !needed));
  return [chips, skipped(...left.map((kind) => `${kind} of the Google Assistant`))];
}

/** Tells why there is nothing to show, where the agent answers on platforms that nobody asked for. */
function forOthers(messages: readonly unknown[], taken: Reading, platforms: readonly string[]): Reading[] {
  if (taken.messages.length > 0) return [];
  const unasked = new Set(messages.map(platformOf).filter((platform) => !platforms.includes(platform)));
  return unasked.size === 0 ? [] : [skipped(`messages for ${[...unasked].join(', ')} only`)];
}
