import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** The line between the service and the provider. While it is cut, connections are refused, as when nobody listens there. */
export class Wire {
  #ends = new Set();
  #server;
  #port = 0;
  #farPort;

  /** @param farPort where the provider listens on this machine */
  constructor(farPort) {
    this.#farPort = farPort;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, again on the same port after a cut. */
  async mend() {
    this.#server = createServer((near) => this.#join(near));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = this.#server.address().port;
  }

  /** Ends what is under way, in the middle of whatever it was. */
  async cut() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const end of this.#ends) end.destroy();
    await closed;
  }

  #join(near) {
    const far = connect(this.#farPort, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ]) {
      this.#ends.add(end);
      // What ends on one side ends on the other; an error is followed by `close`.
      end.on('error', () => other.destroy());
      end.on('close', () => {
        this.#ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  }
}
