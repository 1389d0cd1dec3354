import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Logger } from '../logging/logger.js';

type Export = SpanExporter['export'];

/** Says once that the collector is away and once that it is back; the SDK itself says nothing, or everything. */
export class QuietExporter implements SpanExporter {
  #isAway = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly log: Logger,
  ) {}

  export(spans: ReadableSpan[], done: Parameters<Export>[1]): void {
    this.exporter.export(spans, (result) => {
      const failed = result.code !== 0;
      if (failed && !this.#isAway)
        this.log.warn(
          { event: 'tracing.unreachable', err: result.error },
          'the collector takes no traces; they are dropped',
        );
      if (!failed && this.#isAway) this.log.info({ event: 'tracing.back' }, 'the collector takes traces again');
      this.#isAway = failed;
      done(result);
    });
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}
