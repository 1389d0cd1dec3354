import type { ChannelAdapter } from '../channels/channel.js';
import type { ChannelTrouble } from '../channels/connected/channel-trouble.js';
import type { ChannelEvent } from '../channels/events.js';
import type { SendFailure } from '../channels/failure.js';
import { gatherBilling } from '../costs/billing-facts.js';
import type { Ledger } from '../costs/ledger.js';
import type { OutboundEntry } from '../conversations/conversation.js';
import type { Logger } from '../logging/logger.js';
import { ringOrLeaveToSweep, type Bell } from '../queue/bell.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { advance } from './status-order.js';

type StatusEvent = Extract<ChannelEvent, { kind: 'status' }>;
type StoredOutbound = OutboundEntry & Stored;

/** As many status updates of one webhook body at a time; a body may hold a thousand. */
const PARALLEL = 8;

/**
 * Moves our messages forwards by the statuses of one webhook. A status finds its message by our own id, which the
 * provider echoes, so it may come before the answer to the send; the echo also settles a send whose outcome was
 * unknown. A failure that the conversation must react to is put into its mailbox by the same write. What arrived is
 * entered into the ledger of costs before the webhook is answered.
 */
export class StatusUpdater {
  constructor(
    private readonly store: Store,
    private readonly bell: Bell,
    private readonly trouble: ChannelTrouble,
    private readonly ledger: Ledger,
    /** Tells whoever watches. */
    private readonly changes: { tell(scope: WorkspaceId, conversationIds: readonly string[]): void },
    private readonly log: Logger,
  ) {}

  async apply(scope: WorkspaceId, adapter: ChannelAdapter, events: readonly StatusEvent[]): Promise<void> {
    if (events.length === 0) return;
    const byMessage = await this.#messagesOf(scope, events);
    const toRing = new Set<string>();
    const ours: StoredOutbound[] = [];
    const groups = [...byMessage];
    for (let start = 0; start < groups.length; start += PARALLEL) {
      await Promise.all(
        groups.slice(start, start + PARALLEL).map(async ([id, statuses]) => {
          const { entry, ring } = await this.#applyTo(scope, adapter, id, statuses);
          if (ring !== undefined) toRing.add(ring);
          if (entry) ours.push(entry);
        }),
      );
    }
    void ringOrLeaveToSweep(
      this.bell,
      this.log,
      [...toRing].map((conversationId) => ({ scope, conversationId })),
    );
    this.changes.tell(scope, [...new Set(ours.map(({ conversationId }) => conversationId))]);
    // Also those that had moved already: whoever moved them may have died before they were entered.
    await this.ledger.enter(scope, adapter.provider, ours);
  }

  /**
   * @returns the message as it stands now, where it is ours; and the conversation to ring for, if the change concerns a
   * turn or an outbox that waits for the echo
   */
  async #applyTo(
    scope: WorkspaceId,
    adapter: ChannelAdapter,
    id: string,
    statuses: readonly StatusEvent[],
  ): Promise<{ entry: StoredOutbound | undefined; ring: string | undefined }> {
    let ring: string | undefined;
    let failed: { channelId: string; failure: SendFailure } | undefined;
    const saved = await this.store.thread.update(scope, id, (entry) => {
      ring = undefined;
      failed = undefined;
      if (entry.kind !== 'outbound') return undefined;
      const next = statuses.reduce((state, status) => applyOne(state, status, adapter), entry);
      if (next === entry) return undefined;
      // While it is being sent its sender looks itself; `unknown` says that the conversation waits for this.
      if (next.waiting !== null || entry.state === 'unknown') ring = entry.conversationId;
      if (next.state === 'failed' && next.failure) failed = { channelId: entry.channelId, failure: next.failure };
      return next;
    });
    if (!saved) this.log.debug({ event: 'status.unknown-message', id }, 'status for a message that is not ours');
    if (failed) await this.#tell(scope, failed.channelId, failed.failure);
    return { entry: saved?.kind === 'outbound' ? saved : undefined, ring };
  }

  /** Some refusals of the whole channel come by status only, such as a missing payment method. */
  async #tell(scope: WorkspaceId, channelId: string, failure: SendFailure): Promise<void> {
    if (failure.class === 'stop-channel') await this.trouble.stop(scope, channelId, failure);
    else if (failure.tellPerson) await this.trouble.notice(scope, channelId, failure.code, failure.text);
  }

  /** Groups the statuses by the id of our message: the echoed one, else found by the provider's. */
  async #messagesOf(scope: WorkspaceId, events: readonly StatusEvent[]): Promise<Map<string, StatusEvent[]>> {
    const withoutRef = [...new Set(events.filter((event) => event.ref === undefined).map((event) => event.messageId))];
    const found = new Map<string, string>();
    for (let start = 0; start < withoutRef.length; start += 500) {
      const chunk = withoutRef.slice(start, start + 500);
      const page = await this.store.thread.find(scope, { where: { providerMessageId: { in: chunk } }, limit: 1000 });
      for (const entry of page.items) {
        if (entry.kind === 'outbound' && entry.providerMessageId !== null) found.set(entry.providerMessageId, entry.id);
      }
    }
    const grouped = new Map<string, StatusEvent[]>();
    for (const event of events) {
      const id = event.ref ?? found.get(event.messageId);
      if (id === undefined) {
        this.log.debug(
          { event: 'status.unknown-message', messageId: event.messageId },
          'status for a message that is not ours',
        );
        continue;
      }
      grouped.set(id, [...(grouped.get(id) ?? []), event]);
    }
    return grouped;
  }
}

function applyOne(entry: StoredOutbound, status: StatusEvent, adapter: ChannelAdapter): StoredOutbound {
  const state = advance(entry.state, status.status);
  const billing = gatherBilling(entry.billing, status);
  const told = billing === entry.billing ? entry : { ...entry, billing };
  if (state === entry.state) return told;
  const next: StoredOutbound = {
    ...told,
    state,
    providerMessageId: entry.providerMessageId ?? status.messageId,
    ...(state === 'delivered' ? { deliveredAt: status.at } : {}),
    ...(state === 'read' ? { readAt: status.at, deliveredAt: entry.deliveredAt ?? status.at } : {}),
  };
  if (state !== 'failed') return next;
  const failure = adapter.classify(status.error ?? { code: 'none', title: 'failed without a reason' });
  // The same write that records the failure puts it into the mailbox: it can be neither lost nor taken twice.
  return { ...next, failure, waiting: entry.conversationId };
}
