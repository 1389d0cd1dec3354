import { seeded } from '../random.mjs';
import { answersOf, CONTINUE, KEYWORD, QUESTIONS, readMessage } from './survey.mjs';

/** The share of people who stop at some question, and of those the share who come back by the template. */
const SILENT = 0.2;
const RETURNING = 0.5;
const FIRST_NUMBER = 15_560_000_000;

/**
 * People with phones who answer the survey, each in their own way, some of whom fall silent. They do what people do:
 * they look at the last message that has reached them, and what they see twice they answer once.
 */
export class People {
  #simulator;
  #random;
  #persons = new Map();
  #newcomers;
  #seats;
  #thinkMs;
  #progress = { done: 0, all: 0 };
  /** Who is owed a reply, and since when (milliseconds of performance.now()). */
  #owed = new Map();
  #thinking = 0;

  /** @param options `{ conversations, seats, thinkMs: [from, to], seed }`; seats are taken by so many at a time */
  constructor(simulator, { conversations, seats, thinkMs, seed }) {
    this.#simulator = simulator;
    this.#random = seeded(seed);
    this.#seats = seats;
    this.#thinkMs = thinkMs;
    for (let n = 0; n < conversations; n += 1) {
      const person = this.#person(n);
      this.#persons.set(person.waId, person);
      this.#progress.all += person.stopsAt ?? QUESTIONS + 1;
    }
    this.#newcomers = this.#persons.values();
    simulator.watch((update) => {
      if (update.kind === 'message' && update.message.from === 'business')
        this.#reached(update.customer.key, update.message);
    });
  }

  #person(n) {
    const random = this.#random;
    const answers = answersOf(n, random);
    const isSilent = random() < SILENT;
    return {
      waId: String(FIRST_NUMBER + n),
      answers,
      stopsAt: isSilent ? 1 + Math.floor(random() * QUESTIONS) : undefined,
      returns: isSilent && random() < RETURNING,
      state: 'new',
      furthest: 0,
      seen: new Set(),
    };
  }

  /** The first take their seats over two seconds; whoever is through, or silent, makes room for the next. */
  begin() {
    for (let seat = 0; seat < this.#seats; seat += 1) setTimeout(() => this.#seatNext(), (2_000 * seat) / this.#seats);
  }

  /** The share of all that there is to do before the end. */
  get progress() {
    return this.#progress.done / this.#progress.all;
  }

  /** How many wait for a reply. */
  get waiting() {
    return this.#owed.size;
  }

  /** How many have got something that they have not reacted to yet. */
  get thinking() {
    return this.#thinking;
  }

  /** How long it takes from now until 95 % and all of those who wait for a reply have it: milliseconds, null where not in time. */
  recovery(withinMs) {
    const owed = new Map(this.#owed);
    const start = performance.now();
    const took = { waiting: owed.size, most: null, all: null };
    return new Promise((done) => {
      const timer = setInterval(() => {
        const now = performance.now();
        let left = 0;
        for (const [waId, since] of owed) {
          if (this.#owed.get(waId) === since) left += 1;
          else owed.delete(waId);
        }
        if (took.most === null && left <= 0.05 * took.waiting) took.most = Math.round(now - start);
        if (left === 0) took.all = Math.round(now - start);
        if (left > 0 && now - start < withinMs) return;
        clearInterval(timer);
        done(took);
      }, 50);
    });
  }

  /** How many are in which state. */
  counts() {
    const counts = { new: 0, active: 0, silent: 0, finished: 0 };
    for (const { state } of this.#persons.values()) counts[state] += 1;
    return counts;
  }

  /** What each has done and is to find: for the verdict. */
  told() {
    return [...this.#persons.values()].map(({ waId, answers, stopsAt, returns, state, furthest }) => ({
      waId,
      expected: answers.map(({ value }) => value),
      stopsAt,
      returns,
      state,
      furthest,
      thread: state === 'new' ? [] : this.#simulator.thread(waId),
    }));
  }

  #seatNext() {
    const { value: person } = this.#newcomers.next();
    if (!person) return;
    person.state = 'active';
    this.#say(person, { type: 'text', body: KEYWORD });
    this.#advance(person, 1);
  }

  #reached(waId, message) {
    const person = this.#persons.get(waId);
    if (!person) return;
    if (message.tick === 'accepted') this.#owed.delete(waId);
    // On the phone, and not seen before: a message that is there twice is answered once.
    if (message.tick !== 'delivered' || person.seen.has(message.ref)) return;
    person.seen.add(message.ref);
    const [from, to] = this.#thinkMs;
    this.#thinking += 1;
    setTimeout(
      () => {
        this.#thinking -= 1;
        this.#act(person, message);
      },
      from + (to - from) * this.#random(),
    );
  }

  #act(person, message) {
    const thread = this.#simulator.thread(person.waId);
    const latest = thread.findLast(({ from, tick }) => from === 'business' && tick !== 'failed');
    // Something newer has come, or the person has answered it already.
    if (latest?.ref !== message.ref) return;
    const shown = readMessage(message);
    if (shown?.kind === 'farewell') this.#leave(person, 'finished');
    if (shown?.kind === 'template') this.#invited(person, message);
    if (shown?.kind === 'question') this.#asked(person, shown.number, message);
  }

  #invited(person, message) {
    if (person.state === 'silent') {
      if (!person.returns) return;
      person.state = 'active';
      person.stopsAt = undefined;
    }
    const [invitation] = message.options;
    if (invitation?.title === CONTINUE) {
      this.#say(person, { type: 'tap', title: CONTINUE, message: message.id });
      return;
    }
    // Its buttons are the options of the first question.
    const [{ value }] = person.answers;
    this.#say(person, { type: 'tap', title: value[0].toUpperCase() + value.slice(1), message: message.id });
    this.#advance(person, 2);
  }

  #asked(person, number, message) {
    if (number === person.stopsAt) {
      this.#leave(person, 'silent');
      return;
    }
    const { say } = person.answers[number - 1];
    this.#say(person, say.type === 'tap' ? { ...say, message: message.id } : say);
    this.#advance(person, number + 1);
  }

  #leave(person, state) {
    if (person.state === 'active' && !person.left) {
      person.left = true;
      this.#seatNext();
    }
    person.state = state;
  }

  /** @param acts how many the person has done by now, counted from the keyword */
  #advance(person, acts) {
    if (acts <= person.furthest) return;
    // Those who come back do more than was counted on.
    if (!person.left) this.#progress.done += acts - person.furthest;
    person.furthest = acts;
  }

  #say(person, said) {
    this.#owed.set(person.waId, performance.now());
    this.#simulator.say(person.waId, said);
  }
}
