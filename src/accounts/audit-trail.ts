import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock/clock.js';
import type { Ids } from '../ids/ids.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { AuditEntry } from '../store/audit-entry.js';
import type { Principal } from './principal.js';

/** Remembers who changed what. */
export class AuditTrail {
  readonly #calls = new AsyncLocalStorage<{ isRecorded: boolean }>();

  constructor(
    private readonly store: Pick<Store, 'auditEntries'>,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @param subject `<kind>:<id>` of what was changed, such as `flow:clinic-visit` */
  async record(
    scope: WorkspaceId,
    by: Pick<Principal, 'kind' | 'id' | 'name'> | { kind: 'nobody'; id: string; name: string },
    action: string,
    subject: string,
    data: AuditEntry['data'] = {},
  ): Promise<void> {
    const { kind, id, name } = by;
    const at = this.clock.now();
    const call = this.#calls.getStore();
    if (call) call.isRecorded = true;
    await this.store.auditEntries.insert(scope, this.ids.next(), {
      at,
      by: { kind, id, name },
      byId: id,
      action,
      subject,
      data,
    });
  }

  /** Does something and tells whether it has recorded itself meanwhile. */
  async during<T>(work: () => Promise<T>): Promise<{ result: T; isRecorded: boolean }> {
    const call = { isRecorded: false };
    const result = await this.#calls.run(call, work);
    return { result, isRecorded: call.isRecorded };
  }
}
