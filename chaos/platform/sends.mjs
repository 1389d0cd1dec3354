const LOOK_EVERY_MS = 1_000;

/** Which of the messages that the platform took it did not say so of: their sender cannot know. */
export class Sends {
  #simulator;
  #unanswered = new Map();
  #seen = 0;

  constructor(simulator) {
    this.#simulator = simulator;
    // The simulator forgets old calls.
    setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** By the platform's id: what the sender got instead of the answer. */
  unanswered() {
    this.#look();
    return Object.fromEntries(this.#unanswered);
  }

  #look() {
    for (const { n, verdict, messageId, status } of this.#simulator.requests({
      after: this.#seen,
      path: '/messages',
    })) {
      this.#seen = n;
      if (verdict === 'fault' && messageId !== undefined) {
        this.#unanswered.set(messageId, status === 0 ? 'no answer' : `HTTP ${status}`);
      }
    }
  }
}
