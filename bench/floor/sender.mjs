import { Agent, request } from 'node:http';

/** Sends text messages to the simulator over kept connections, with nothing between us and node:http. */
export class Sender {
  #agent = new Agent({ keepAlive: true });
  #target;
  #headers;

  constructor(platformUrl, apiKey) {
    this.#target = new URL('/messages', platformUrl);
    this.#headers = { 'content-type': 'application/json', 'd360-api-key': apiKey };
  }

  send(to, body) {
    const json = JSON.stringify({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to,
      type: 'text',
      text: { body },
    });
    return new Promise((done, fail) => {
      const headers = { ...this.#headers, 'content-length': Buffer.byteLength(json) };
      const sent = request(this.#target, { method: 'POST', agent: this.#agent, headers }, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200 ? done() : fail(new Error(`the platform answered ${response.statusCode}`)),
        );
      });
      sent.on('error', fail);
      sent.end(json);
    });
  }

  close() {
    this.#agent.destroy();
  }
}
