import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanStatusCode,
  TraceFlags,
  isSpanContextValid,
  trace,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { withLogFields } from '../logging/log-fields.js';
import type { Logger } from '../logging/logger.js';
import { SECOND } from '../time/instant.js';
import { QuietExporter } from './quiet-exporter.js';
import type { SpanFacts, Tracer } from './tracer.js';

/** A collector that does not take the last spans in this time does not get them. */
const CLOSE_WITHIN_MS = 3 * SECOND;

export interface OpenTelemetryOptions {
  /** Base address of an OTLP/HTTP collector; spans go to `<endpoint>/v1/traces`. */
  endpoint: string;
  serviceName: string;
  log: Logger;
  closeWithinMs?: number;
}

/**
 * Traces through OpenTelemetry, without its global state: the context is ours, and nothing is patched. Spans leave in
 * batches behind the work's back; past 2,048 waiting ones new ones are dropped. Sampling, headers and batches follow
 * the SDK's own variables (OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS, OTEL_BSP_*).
 */
export function openTelemetryTracer(options: OpenTelemetryOptions): Tracer {
  const { endpoint, serviceName, log, closeWithinMs = CLOSE_WITHIN_MS } = options;
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': serviceName })),
    spanProcessors: [new BatchSpanProcessor(new QuietExporter(exporter, log))],
  });
  const tracer = provider.getTracer('canvass');
  const contexts = new AsyncLocalStorage<Context>();

  return {
    span(name, facts, work, { follows } = {}) {
      const around = contexts.getStore();
      const caused = around ? undefined : readTraceparent(follows);
      const parent = around ?? (caused ? trace.setSpanContext(ROOT_CONTEXT, caused) : ROOT_CONTEXT);
      const span = tracer.startSpan(name, { attributes: attributesOf(facts) }, parent);
      const { traceId } = span.spanContext();
      const run = async () => {
        try {
          return await work({ add: (more) => void span.setAttributes(attributesOf(more)) });
        } catch (error) {
          // Its name only: an error's words may quote a message.
          span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : typeof error });
          throw error;
        } finally {
          span.end();
        }
      };
      return contexts.run(trace.setSpan(parent, span), () => withLogFields({ traceId }, run));
    },
    carrier() {
      const context = contexts.getStore();
      const span = context && trace.getSpanContext(context);
      return span && writeTraceparent(span);
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const bound = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeWithinMs);
      });
      const flushed = provider
        .shutdown()
        .catch((err: unknown) => log.debug({ event: 'tracing.close-failed', err }, 'the last spans were not sent'));
      await Promise.race([flushed, bound]);
      clearTimeout(timer);
    },
  };
}

/** Under a prefix of ours, so that no convention claims our words. */
function attributesOf(facts: SpanFacts): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[`canvass.${name}`, value]])),
  );
}

/** https://www.w3.org/TR/trace-context/#traceparent-header, version 00 */
function writeTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0')}`;
}

function readTraceparent(text: string | undefined): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '') ?? [];
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(span) ? span : undefined;
}
