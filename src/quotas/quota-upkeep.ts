import type { Clock } from '../clock/clock.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { DAY } from '../time/instant.js';
import type { QuotaPlace } from './quota-place.js';

/** A session is stored within seconds of taking a place, or never: its worker died. A day leaves room for long outages. */
const NEVER_BEGAN_AFTER = DAY;
const BATCH = 500;

/**
 * Looks after places that may come back: those of sessions that ended without completing, or never came to be because
 * a worker died between taking the place and storing the session. What is completed is settled, and not looked at again.
 */
export class QuotaUpkeep {
  constructor(
    private readonly store: Pick<Store, 'quotaPlaces' | 'responses'>,
    private readonly clock: Clock,
  ) {}

  async run(scope: WorkspaceId): Promise<void> {
    let batch: (QuotaPlace & Stored)[] = [];
    for await (const place of this.store.quotaPlaces.stream(scope, { where: { settled: false } })) {
      batch.push(place);
      if (batch.length < BATCH) continue;
      await this.#look(scope, batch);
      batch = [];
    }
    await this.#look(scope, batch);
  }

  async #look(scope: WorkspaceId, places: readonly (QuotaPlace & Stored)[]): Promise<void> {
    const sessionIds = [...new Set(places.map(({ sessionId }) => sessionId))];
    const responses = await this.store.responses.getMany(scope, sessionIds);
    const bySession = new Map(responses.map((response) => [response.id, response]));
    const settled: string[] = [];
    for (const place of places) {
      const response = bySession.get(place.sessionId);
      if (response?.disposition === 'completed') settled.push(place.id);
      else if (response ? response.status === 'ended' : place.takenAt + NEVER_BEGAN_AFTER < this.clock.now())
        await this.store.quotaPlaces.delete(scope, place.id);
    }
    await this.store.quotaPlaces.setFields(scope, settled, { settled: true });
  }
}
