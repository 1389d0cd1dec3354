import type { PriceList } from '../store/price-list.js';
import type { Category } from './category.js';
import { TALK_MESSAGES, type ConversationMessages } from './conversation-messages.js';
import { costOf, freeOf, marketOf, toMillionths, type Market } from './prices.js';
import { NOTHING, addRanges, rangeOf, type Range } from './range.js';

/** People of one country; null where their country is not known. */
export interface Audience {
  country: string | null;
  contacts: number;
}

export interface EstimateInput {
  list: PriceList;
  /** The channel was connected in this month, so that its set-up is paid in it. */
  isNew: boolean;
  /** Free-form messages of one conversation, counted for the same opening. */
  messages: ConversationMessages;
  audience: readonly Audience[];
  /** The template that begins each conversation, where one does. */
  opening?: CountedTemplate | undefined;
  /** The one that goes to people who stop half way, where there is one. */
  closing?: CountedTemplate | undefined;
  /** Parts of the people who answer, 0 to 1. */
  replies: Range;
  /** Messages of a category that the channel has sent in this month: they have used up free ones. */
  sentAlready(category: Category): number;
}

export interface CountedTemplate {
  name: string;
  category: Category;
  /** The catalogue does not say, and the dearest was taken. */
  isGuess: boolean;
}

export interface Estimate {
  currency: string;
  contacts: number;
  templates: Range;
  /** Free-form messages, all together. */
  messages: Range;
  whatsappFee: Range;
  providerFee: Range;
  total: Range;
  perContact: Range;
  /** The provider's fee for the channel and month comes on top. */
  channelFee: number;
  /** And, in the month in which it was connected, the fee for setting it up; 0 later. */
  setUpFee: number;
  /** What the list has no price for; it counts as nothing above. */
  unpriced: { category: Category; country: string | null }[];
  /** What was taken for granted, in sentences. */
  assumptions: string[];
}

/** What it costs to have these conversations, between the least and the most that is to be expected. */
export function estimate(input: EstimateInput): Estimate {
  const { list, audience } = input;
  const contacts = audience.reduce((sum, one) => sum + one.contacts, 0);
  const volumes = volumesOf(input);
  const unpriced: Estimate['unpriced'] = [];
  for (const { category, country } of volumes) {
    const isKnown = unpriced.some((one) => one.category === category && one.country === country);
    if (!isKnown && !marketOf(list, category, country)) unpriced.push({ category, country });
  }
  const all = addRanges(...volumes.map(({ count }) => count));
  const messages = addRanges(...volumes.filter(({ category }) => category === 'service').map(({ count }) => count));
  const whatsappFee = rangeOf((part) => whatsappFeeOf(input, volumes, part));
  const providerFee = rangeOf((part) => all[part] * list.perMessage);
  const total = addRanges(whatsappFee, providerFee);
  return {
    ...{ currency: list.currency, contacts, channelFee: list.perChannel, setUpFee: input.isNew ? list.setUp : 0 },
    templates: rangeOf((part) => Math.round(all[part] - messages[part])),
    messages: rangeOf((part) => Math.round(messages[part])),
    whatsappFee: money(whatsappFee),
    providerFee: money(providerFee),
    total: money(total),
    perContact: money(contacts === 0 ? NOTHING : rangeOf((part) => total[part] / contacts)),
    ...{ unpriced, assumptions: assumptionsOf(input) },
  };
}

/** So many messages of one category to one country. */
interface Volume {
  category: Category;
  country: string | null;
  count: Range;
}

function volumesOf({ audience, messages, opening, closing, replies }: EstimateInput): Volume[] {
  const { atOnce, whole } = messages;
  return audience.flatMap(({ country, contacts }): Volume[] => {
    const service = rangeOf(
      (part) => contacts * (atOnce[part] + replies[part] * Math.max(0, whole[part] - atOnce[part])),
    );
    const opened = rangeOf(() => contacts);
    // Who never answered is not called back: there was no window that could have closed.
    const calledBack = { ...NOTHING, high: contacts * replies.high };
    const volumes: Volume[] = [{ category: 'service', country, count: service }];
    if (opening) volumes.push({ category: opening.category, country, count: opened });
    if (closing) volumes.push({ category: closing.category, country, count: calledBack });
    return volumes.filter(({ count }) => count.high > 0);
  });
}

function whatsappFeeOf(input: EstimateInput, volumes: readonly Volume[], part: keyof Range): number {
  const { list } = input;
  const byMarket = new Map<string, { market: Market; messages: number }>();
  for (const { category, country, count } of volumes) {
    const market = marketOf(list, category, country);
    if (!market) continue;
    const { messages } = byMarket.get(market.key) ?? { messages: 0 };
    const paid = count[part] * paidShare(input, volumes, category, part);
    byMarket.set(market.key, { market, messages: messages + paid });
  }
  return [...byMarket.values()].reduce((sum, { market, messages }) => sum + costOf(market, messages), 0);
}

/** At the least all free messages of the month are left, as a rule what is left by now, at the most none. */
function paidShare(
  { list, sentAlready }: EstimateInput,
  volumes: readonly Volume[],
  category: Category,
  part: keyof Range,
): number {
  const free = freeOf(list, category);
  const left = { low: free, likely: Math.max(0, free - sentAlready(category)), high: 0 }[part];
  const sent = volumes.reduce((sum, volume) => sum + (volume.category === category ? volume.count[part] : 0), 0);
  return sent === 0 ? 0 : Math.max(0, sent - left) / sent;
}

function money(range: Range): Range {
  return rangeOf((part) => toMillionths(range[part]));
}

function assumptionsOf({ list, messages, opening, closing, replies, sentAlready }: EstimateInput): string[] {
  const { whole } = messages;
  const free = list.free.map(({ category, messages: count }) => {
    const left = Math.max(0, count - sentAlready(category));
    return `Of ${count} free ${category} messages a month all are left at the least, ${left} as a rule (as many are left now), none at the most.`;
  });
  return [
    `Prices are those of the list for ${list.provider} from ${list.from}, in ${list.currency}; where a price falls with the number of messages, counting begins at 0.`,
    opening
      ? `Each conversation begins with the template "${opening.name}" (${opening.category}${opening.isGuess ? ': its category is not known, so the dearest' : ''}), which arrives at everybody.`
      : 'The people write first: no template begins the conversation.',
    `Of the people ${percent(replies.low)} answer at the least, ${percent(replies.likely)} as a rule, ${percent(replies.high)} at the most; those who do go through the whole flow and answer each question at the first try.`,
    `A conversation has ${round(whole.low)} free-form messages on the shortest way, ${round(whole.likely)} if people part evenly at each fork, ${round(whole.high)} on the longest way with every box ticked one by one.`,
    ...(messages.hasTalks
      ? [
          `A talk with an agent has ${TALK_MESSAGES.low} message at the least, ${TALK_MESSAGES.likely} as a rule, ${TALK_MESSAGES.high} at the most.`,
        ]
      : []),
    ...(messages.goesBack ? ['Nobody goes back to an earlier step of the flow.'] : []),
    ...(closing
      ? [
          `At the most everybody who answers stops once and gets the template "${closing.name}" (${closing.category}) when the window has closed.`,
        ]
      : []),
    ...free,
    'Reminders, questions asked again and messages of people in the team are not counted.',
  ];
}

function percent(part: number): string {
  return `${round(part * 100)} %`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
