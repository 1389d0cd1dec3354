import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from '../logging/logger.js';
import { BEAT_EVERY_MS, type Listening } from './listening.js';

/** Keeps saying that webhooks can come in, for as long as this process takes them and its database answers. */
export class ListeningBeat implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;

  constructor(
    private readonly listening: Listening,
    private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.listening.beat();
    this.#timer = setInterval(() => (this.#beating ??= this.#beat()), BEAT_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
  }

  async #beat(): Promise<void> {
    try {
      await this.listening.beat();
    } catch (err) {
      // No beat is the right thing to say: webhooks are answered with 503 meanwhile.
      this.log.debug({ event: 'listening.silent', err }, 'the beat was not written');
    } finally {
      this.#beating = undefined;
    }
  }
}
