import { createLogger } from '../logging/logger.js';
import { openTracer } from './open-tracer.js';

const loaded: string[] = [];
jest.mock('@opentelemetry/sdk-trace-node', () => {
  loaded.push('sdk');
  return jest.requireActual('@opentelemetry/sdk-trace-node');
});

const log = createLogger('silent');

test('without an endpoint nothing is traced, and no SDK is loaded', async () => {
  const tracer = await openTracer({ OTEL_SERVICE_NAME: 'canvass' }, log);
  expect(await tracer.span('turn', {}, async (span) => (span.add({ count: 1 }), 'done'))).toBe('done');
  expect(tracer.carrier()).toBeUndefined();
  await tracer.close();
  expect(loaded).toEqual([]);
});

test('with one it is loaded', async () => {
  const tracer = await openTracer(
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SERVICE_NAME: 'canvass' },
    log,
  );
  expect(loaded).toEqual(['sdk']);
  await tracer.close();
});
