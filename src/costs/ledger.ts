import type { Identifiers } from '../channels/events.js';
import type { OutboundEntry } from '../conversations/conversation.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { CostEntry } from '../store/cost-entry.js';
import type { Store } from '../store/store.js';
import { categoryOf, type Category } from './category.js';
import { countryOfIdentifiers } from './country.js';
import { billingOf, keysOf, lineKey, readLineKey, type LedgerLine } from './ledger-line.js';
import { monthOf, type Month } from './month.js';

/** A line of the ledger, and how many messages it has. */
export interface CountedLine {
  line: LedgerLine;
  messages: number;
}

type Message = OutboundEntry & Stored;

/**
 * Which messages were delivered, for the bill: each counts once, however often and in whatever order its statuses come,
 * and whatever dies meanwhile.
 *
 * Nothing is ever added up in the database. A message that arrived has one entry under its own id, which an insert makes
 * if it is not there; the figures are counts of entries. An entry is a function of what the message's thread entry has
 * gathered (costs/billing-facts), so that writing it again changes nothing. A process that dies in between has not
 * answered its webhook, which comes again.
 */
export class Ledger {
  constructor(private readonly store: Pick<Store, 'costEntries' | 'conversations' | 'templates'>) {}

  /** Enters those of these messages that have arrived; the rest is left alone. */
  async enter(scope: WorkspaceId, provider: string, messages: readonly Message[]): Promise<void> {
    const arrived = messages.filter(({ billing }) => billing?.deliveredAt !== undefined);
    if (arrived.length === 0) return;
    const docs = await Promise.all(
      arrived.map(async (message) => ({ id: message.id, doc: await this.#entryOf(scope, provider, message) })),
    );
    const inserted = await this.store.costEntries.insertMissing(scope, docs);
    const known = docs.filter(({ id }) => !inserted.has(id));
    if (known.length > 0) await this.#correct(scope, known);
  }

  /** The lines of a month, of one channel where asked, in order. Takes two short queries a line. */
  async lines(scope: WorkspaceId, month: Month, channelId?: string): Promise<CountedLine[]> {
    const { lt, ...start } = keysOf(month, channelId);
    const counted: CountedLine[] = [];
    for (let { gt } = start; ;) {
      const { items } = await this.store.costEntries.find(scope, {
        where: { line: { gt, lt } },
        sort: { field: 'line', direction: 'asc' },
        limit: 1,
      });
      const line = items[0]?.line;
      if (line === undefined) return counted;
      counted.push({ line: readLineKey(line), messages: await this.store.costEntries.count(scope, { line }) });
      gt = line;
    }
  }

  /** What came to light later: the price on the second status, an earlier time of arrival. */
  async #correct(scope: WorkspaceId, docs: readonly { id: string; doc: CostEntry }[]): Promise<void> {
    const entries = await this.store.costEntries.getMany(
      scope,
      docs.map(({ id }) => id),
    );
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    const changed = docs.filter(({ id, doc }) => isNewer(doc, byId.get(id)));
    await Promise.all(
      changed.map(({ id, doc }) =>
        this.store.costEntries.update(scope, id, (entry) => (isNewer(doc, entry) ? doc : undefined)),
      ),
    );
  }

  async #entryOf(scope: WorkspaceId, provider: string, message: Message): Promise<CostEntry> {
    const { channelId, flowId = null, billing, rev } = message;
    const deliveredAt = billing?.deliveredAt ?? message.at;
    const line = lineKey({
      month: monthOf(deliveredAt),
      channelId,
      provider,
      flowId,
      country: billing?.country?.code ?? (await this.#countryOf(scope, message)) ?? null,
      category: await this.#categoryOf(scope, message),
      billing: billingOf(billing?.pricing),
    });
    return { line, deliveredAt, asOf: rev };
  }

  /** As WhatsApp says; of a provider that keeps it to itself, as the template's own. */
  async #categoryOf(scope: WorkspaceId, { channelId, message, billing }: Message): Promise<Category> {
    const said = billing?.pricing?.category;
    if (said !== undefined) return categoryOf(said);
    if (message.kind !== 'template') return 'service';
    const { name, language } = message;
    const known = await this.store.templates.get(scope, `${channelId}|${name}|${language}`);
    return known === undefined || known.template.category === 'unknown' ? 'other' : known.template.category;
  }

  async #countryOf(scope: WorkspaceId, { conversationId }: Message): Promise<string | undefined> {
    const conversation = await this.store.conversations.get(scope, conversationId);
    const to: Identifiers = conversation?.to ?? {};
    return countryOfIdentifiers(to)?.code;
  }
}

/** Would this entry put right what is stored? */
function isNewer(made: CostEntry, stored: CostEntry | undefined): boolean {
  if (stored === undefined) return false;
  return made.asOf > stored.asOf && (made.line !== stored.line || made.deliveredAt !== stored.deliveredAt);
}
