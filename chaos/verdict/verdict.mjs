import { QUESTIONS } from '../platform/survey.mjs';
import { askedTooOften, outOfOrder, readChat, stretches, unexpected } from './chat.mjs';
import { copiesOf } from './copies.mjs';
import { lostOf } from './stored.mjs';

/**
 * Judges a run from outside and from what is stored: how often each promise was broken, and the sentences that say
 * where. `ambiguous` breaks none: there nobody could know.
 */
export function judge(observed) {
  const { people, conversations, responses, threads, backwards, now } = observed;
  const findings = [];
  const causes = new Map();
  const sums = { lost: 0, duplicated: 0, ambiguous: 0, outOfOrder: 0, fallbackTwice: 0, fallbackMissing: 0 };
  const find = (kind, waId, sentence) => {
    sums[kind] += 1;
    findings.push(`${kind}: ${waId}: ${sentence}`);
  };
  const byNumber = groupBy(conversations, ({ to }) => to.waId);
  const byConversation = groupBy(responses, ({ conversationId }) => conversationId);

  for (const person of people) {
    const { waId, thread } = person;
    const [conversation, ...more] = byNumber.get(waId) ?? [];
    const [response, ...others] = byConversation.get(conversation?.id) ?? [];
    const stored = { conversation, response, entries: threads.get(conversation?.id) ?? [] };
    const lost = lostOf(person, stored, conversation?.channelId);
    if (lost.length > 0) sums.lost += 1;
    findings.push(...lost.map((sentence) => `lost: ${sentence}`));
    if (more.length + others.length > 0) find('duplicated', waId, 'has two conversations, or two responses');

    const chat = readChat(thread);
    for (const { text } of unexpected(chat)) find('duplicated', waId, `nobody asked for "${text.slice(0, 60)}"`);
    for (const { text } of askedTooOften(chat, QUESTIONS)) find('duplicated', waId, `again "${text.slice(0, 30)}"`);
    for (const { copy, before, cause } of copiesOf(chat, observed)) {
      const what = `"${copy.text.slice(0, 30)}" twice (${copy.ref})`;
      if (cause === undefined) {
        find(
          'duplicated',
          waId,
          `${what}, after ${copy.at - before.at} ms, its echo after ${before.echoedAt - before.at} ms`,
        );
        continue;
      }
      sums.ambiguous += 1;
      causes.set(cause, (causes.get(cause) ?? 0) + 1);
    }
    for (const { text } of outOfOrder(chat)) find('outOfOrder', waId, `"${text.slice(0, 30)}" came after a later one`);
    for (const { templates, farewell, isLast, isClosed } of stretches(chat, now)) {
      if (templates > 1) find('fallbackTwice', waId, `${templates} templates for one closing`);
      if (isLast && isClosed && !farewell && templates === 0)
        find('fallbackMissing', waId, 'its window closed without one');
    }
  }
  for (const { id, before, after } of backwards) findings.push(`statusBackwards: ${id} from ${before} to ${after}`);
  return { ...sums, statusBackwards: backwards.length, findings, causes: Object.fromEntries(causes) };
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
