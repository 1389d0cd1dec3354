import type { SpanExporter } from '@opentelemetry/sdk-trace-node';
import { createLogger } from '../logging/logger.js';
import { QuietExporter } from './quiet-exporter.js';

test('says once that the collector is away, once that it is back, and passes every result on', async () => {
  const log = createLogger('info');
  const said: unknown[] = [];
  const hear = (entry: { event: string }) => void said.push(entry.event);
  jest.spyOn(log, 'warn').mockImplementation(hear as typeof log.warn);
  jest.spyOn(log, 'info').mockImplementation(hear as typeof log.info);

  const codes = [0, 1, 1, 1, 0, 0, 1];
  const results = codes.map((code) => (code === 0 ? { code } : { code, error: new Error('refused') }));
  let next = 0;
  const inner: SpanExporter = {
    export: (_spans, done) => done(results[next++]!),
    shutdown: async () => undefined,
  };
  const exporter = new QuietExporter(inner, log);
  const passed = codes.map(() => {
    let result: unknown;
    exporter.export([], (given) => (result = given));
    return result;
  });
  expect(passed).toEqual(results);
  expect(said).toEqual(['tracing.unreachable', 'tracing.back', 'tracing.unreachable']);
  // An exporter need not be able to flush.
  await exporter.forceFlush();
});
