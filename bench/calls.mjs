import { Program } from '../scripts/installation/program.mjs';
import { Refusal } from '../scripts/say.mjs';

/**
 * In a child: answers the calls of `CalledProgram` with the functions of `handlers`, until the parent has gone.
 * @param orphaned what to do then
 */
export function answerCalls(handlers, orphaned = () => process.exit(0)) {
  process.on('message', ({ id, name, args }) => {
    Promise.resolve()
      .then(() => handlers[name](...args))
      .then(
        (value) => process.send({ id, value }),
        (error) => process.send({ id, failure: error.stack ?? String(error) }),
      );
  });
  process.on('disconnect', orphaned);
}

/** A program whose functions are called from here: `await program.call('name', …)`. */
export class CalledProgram {
  #program;
  #waiting = new Map();
  #count = 0;

  constructor(name, file, { env = {}, nodeArgs = [] } = {}) {
    this.name = name;
    this.#program = new Program({ name, file, env, nodeArgs, onMessage: (message) => this.#answered(message) }).start();
    this.#program.onExit((how) => this.#over(how));
  }

  get pid() {
    return this.#program.pid;
  }

  call(name, ...args) {
    const id = (this.#count += 1);
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#program.send({ id, name, args }, (error) => this.#answered({ id, failure: error.message }));
    });
  }

  stop() {
    return this.#program.stop();
  }

  #answered({ id, value, failure }) {
    const caller = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failure === undefined) caller?.done(value);
    else caller?.fail(new Refusal(`The ${this.name} failed: ${failure}`));
  }

  #over(how) {
    const error = new Refusal(`The ${this.name} ended (${how}). It said:\n${this.#program.lastWords}`);
    for (const { fail } of this.#waiting.values()) fail(error);
    this.#waiting.clear();
  }
}
