import type { Conversation } from '../conversation.js';
import { PlaceWanted, type WantedPlace } from './place-wanted.js';
import { takeTurn } from './take-turn.js';
import type { TurnInput } from './turn-input.js';
import type { TurnWorld } from './world.js';

/**
 * One turn, begun again with what is known each time it comes to a quota that nobody has asked for. Every attempt sees
 * the same ids, so that the session which a turn starts is the one that has the place.
 *
 * Use: `attempt()`; while it gives a wanted place, find out and `decide()`, and attempt again.
 */
export class QuotaTurn {
  readonly #decided = new Map<string, Record<string, boolean>>();
  readonly #ids: string[] = [];

  constructor(
    private readonly conversation: Conversation,
    private readonly input: TurnInput,
    private readonly world: TurnWorld,
  ) {}

  attempt(): { taken: Conversation } | { wanted: WantedPlace } {
    let used = 0;
    const newId = (): string => {
      const id = this.#ids[used] ?? this.world.newId();
      this.#ids[used] = id;
      used += 1;
      return id;
    };
    try {
      return { taken: takeTurn(this.conversation, this.input, { ...this.world, newId, quotas: this.#decided }) };
    } catch (cause) {
      if (!(cause instanceof PlaceWanted)) throw cause;
      return { wanted: cause.wanted };
    }
  }

  decide({ sessionId, name }: WantedPlace, hasPlace: boolean): void {
    this.#decided.set(sessionId, { ...this.#decided.get(sessionId), [name]: hasPlace });
  }
}
