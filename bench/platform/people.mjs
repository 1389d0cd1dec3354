import { SURVEY } from './survey.mjs';

/** People with phones at a simulator, who go through the survey; each reply is checked against what they did. */
export class People {
  /** Replies that were not those to what was said, and such that nobody had asked for. */
  wrong = 0;
  unasked = 0;
  #simulator;
  #persons = new Map();
  #onReply = () => undefined;

  constructor(simulator) {
    this.#simulator = simulator;
    simulator.watch((update) => {
      if (update.kind !== 'message') return;
      const { message, customer } = update;
      // Its first state; later ones are of the same message.
      if (message.from === 'business' && message.tick === 'accepted') this.#replied(customer.key, message.text);
    });
  }

  /** Called with the person and how long the reply took, in milliseconds, counted from when they meant to write. */
  set onReply(listener) {
    this.#onReply = listener;
  }

  person(waId) {
    const known = this.#persons.get(waId);
    if (known) return known;
    const person = { waId, step: 0, askedAt: undefined };
    this.#persons.set(waId, person);
    return person;
  }

  /** The next thing this person does. @param meantAt when they meant to; what is late by our doing counts as waiting */
  act(person, meantAt = performance.now()) {
    person.askedAt = meantAt;
    this.#simulator.say(person.waId, SURVEY[person.step].say);
  }

  #replied(waId, text) {
    const person = this.#persons.get(waId);
    if (person?.askedAt === undefined) {
      this.unasked += 1;
      return;
    }
    if (!text.startsWith(SURVEY[person.step].reply)) this.wrong += 1;
    const tookMs = performance.now() - person.askedAt;
    person.askedAt = undefined;
    person.step = (person.step + 1) % SURVEY.length;
    this.#onReply(person, tookMs);
  }
}
