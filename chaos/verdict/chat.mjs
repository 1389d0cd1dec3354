import { readMessage } from '../platform/survey.mjs';

const WINDOW_MS = 24 * 3_600_000;

/**
 * One chat as the person saw it: `messages`, each with `shown` (readMessage) for those of the business, and `copy`: how
 * often the same was there before. What was never delivered is left out.
 */
export function readChat(thread) {
  const copies = new Map();
  const messages = thread
    .filter(({ tick }) => tick !== 'failed')
    .map((message) => {
      if (message.from === 'customer') return { ...message, copy: 0 };
      const copy = copies.get(message.ref) ?? 0;
      copies.set(message.ref, copy + 1);
      return { ...message, copy, shown: readMessage(message) };
    });
  return messages;
}

const isQuestion = (message, number) => message.shown?.kind === 'question' && message.shown.number === number;
const isTemplate = ({ shown, copy }) => shown?.kind === 'template' && copy === 0;

/** Business messages that nobody knows how to read. */
export function unexpected(chat) {
  return chat.filter(({ from, shown }) => from === 'business' && shown === undefined);
}

/** Messages that came after one that comes later in the survey. */
export function outOfOrder(chat) {
  let furthest = 0;
  return chat.filter(({ shown }) => {
    if (shown?.kind !== 'question' && shown?.kind !== 'farewell') return false;
    const place = shown.number ?? Infinity;
    if (place < furthest) return true;
    furthest = place;
    return false;
  });
}

/**
 * Questions that were asked more often than there was reason to. A question is asked again when the person comes back by
 * its template, and for each answer that was still under way when the template left.
 */
export function askedTooOften(chat, questions) {
  const found = [];
  for (let number = 1; number <= questions; number += 1) {
    const first = chat.findIndex((message) => isQuestion(message, number));
    if (first < 0) continue;
    const next = chat.findIndex(
      ({ shown }) => shown?.kind === 'farewell' || (shown?.kind === 'question' && shown.number > number),
    );
    const span = chat.slice(first, next < 0 ? undefined : next);
    const lastTemplate = span.findLastIndex(isTemplate);
    let reasons = 1;
    span.forEach((message, index) => {
      const isLate = message.from === 'customer' && index < lastTemplate && span[index - 1]?.shown?.kind !== 'template';
      if (isTemplate(message) || isLate) reasons += 1;
      if (!isQuestion(message, number) || message.copy > 0) return;
      if (reasons === 0) found.push(message);
      else reasons -= 1;
    });
  }
  return found;
}

/** What was sent in each stretch in which the person wrote nothing: `{ templates, closed, last }`. */
export function stretches(chat, now) {
  const found = [];
  let current;
  for (const message of chat) {
    if (message.from === 'customer') {
      current = { from: message.at, to: undefined, templates: 0, farewell: false };
      if (found.at(-1)) found.at(-1).to = message.at;
      found.push(current);
    } else if (current) {
      if (isTemplate(message)) current.templates += 1;
      if (message.shown?.kind === 'farewell') current.farewell = true;
    }
  }
  return found.map(({ from, to, templates, farewell }) => ({
    templates,
    farewell,
    isLast: to === undefined,
    isClosed: (to ?? now) >= from + WINDOW_MS,
  }));
}
