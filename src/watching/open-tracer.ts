import type { Logger } from '../logging/logger.js';
import { noTracer, type Tracer } from './tracer.js';

/** The tracer that the settings ask for. Without an endpoint nothing of OpenTelemetry's SDK is even loaded. */
export async function openTracer(
  settings: { OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined; OTEL_SERVICE_NAME: string },
  log: Logger,
): Promise<Tracer> {
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return noTracer;
  const { openTelemetryTracer } = await import('./opentelemetry-tracer.js');
  return openTelemetryTracer({ endpoint, serviceName: settings.OTEL_SERVICE_NAME, log });
}
