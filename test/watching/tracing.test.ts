import { createServer, request as mockRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { logFields } from '../../src/logging/log-fields.js';
import { createLogger, type Logger } from '../../src/logging/logger.js';
import { openTelemetryTracer } from '../../src/watching/opentelemetry-tracer.js';
import type { Tracer } from '../../src/watching/tracer.js';

// The SDK loads Node's http by `import()`, which Jest's CommonJS mode refuses; what is sent, and how, stays the SDK's.
jest.mock('../../node_modules/@opentelemetry/otlp-exporter-base/build/src/transport/http-exporter-transport.js', () => {
  const { sendWithHttp } = jest.requireActual(
    '../../node_modules/@opentelemetry/otlp-exporter-base/build/src/transport/http-transport-utils.js',
  );
  return {
    createHttpExporterTransport: ({ url, headers, compression, userAgent }: any) => ({
      send: async (data: Uint8Array, timeoutMs: number) =>
        sendWithHttp(mockRequest, url, await headers(), compression, userAgent, undefined, data, timeoutMs),
      shutdown: () => undefined,
    }),
  };
});

interface SeenSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number; message?: string };
}

/** A collector that speaks OTLP over HTTP as far as we need it. */
class Collector {
  readonly spans: SeenSpan[] = [];
  readonly paths: string[] = [];
  readonly services = new Set<unknown>();
  status = 200;
  readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.paths.push(request.url ?? '');
      if (this.status === 200) this.#take(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #take(body: any): void {
    for (const { resource, scopeSpans } of body.resourceSpans) {
      for (const { key, value } of resource.attributes) {
        if (key === 'service.name') this.services.add(value.stringValue);
      }
      for (const { spans } of scopeSpans) this.spans.push(...spans);
    }
  }

  named(name: string): SeenSpan {
    const found = this.spans.filter((span) => span.name === name);
    expect(found).toHaveLength(1);
    return found[0]!;
  }

  facts(name: string): Record<string, unknown> {
    return Object.fromEntries(this.named(name).attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
  }
}

const silent = createLogger('silent');
let collector: Collector;
let endpoint: string;
const open: Tracer[] = [];

function tracerOf(log: Logger = silent, closeWithinMs?: number): Tracer {
  const tracer = openTelemetryTracer({
    endpoint: `${endpoint}/`,
    serviceName: 'canvass-test',
    log,
    ...(closeWithinMs === undefined ? {} : { closeWithinMs }),
  });
  open.push(tracer);
  return tracer;
}

beforeEach(async () => {
  collector = new Collector();
  endpoint = await collector.listen();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((tracer) => tracer.close()));
  await collector.close();
});

test('webhook, turn and send are one trace, through the queue as well', async () => {
  const web = tracerOf();
  const worker = tracerOf();
  const carried = await web.span('webhook', { channelId: 'ch', provider: '360dialog' }, async (span) => {
    span.add({ count: 2 });
    return web.carrier();
  });
  expect(carried).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  await worker.span(
    'turn',
    { conversationId: 'v1', turn: 3 },
    () =>
      worker.span('send', { conversationId: 'v1', provider: '360dialog' }, async (span) =>
        span.add({ outcome: 'accepted' }),
      ),
    { follows: carried },
  );
  await Promise.all([web.close(), worker.close()]);

  const [webhook, turn, send] = [collector.named('webhook'), collector.named('turn'), collector.named('send')];
  expect(turn).toMatchObject({ traceId: webhook.traceId, parentSpanId: webhook.spanId });
  expect(send).toMatchObject({ traceId: webhook.traceId, parentSpanId: turn.spanId });
  expect(collector.facts('webhook')).toEqual({
    'canvass.channelId': 'ch',
    'canvass.provider': '360dialog',
    'canvass.count': 2,
  });
  expect(collector.facts('turn')).toEqual({ 'canvass.conversationId': 'v1', 'canvass.turn': 3 });
  expect(collector.facts('send')).toMatchObject({ 'canvass.outcome': 'accepted' });
  expect([...collector.services]).toEqual(['canvass-test']);
  expect(new Set(collector.paths)).toEqual(new Set(['/v1/traces']));
});

test('work that runs at the same time keeps its own trace, and its log lines carry it', async () => {
  const tracer = tracerOf();
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      tracer.span('turn', { conversationId: `v${n}` }, async () => {
        await new Promise(setImmediate);
        const { traceId } = logFields();
        await tracer.span('send', {}, async () => expect(logFields().traceId).toBe(traceId));
        return traceId;
      }),
    ),
  );
  await tracer.close();
  expect(new Set(seen).size).toBe(20);
  for (const turn of collector.spans.filter(({ name }) => name === 'turn')) {
    expect(seen).toContain(turn.traceId);
    expect(collector.spans.filter(({ parentSpanId }) => parentSpanId === turn.spanId)).toHaveLength(1);
  }
  expect(logFields()).toEqual({});
  expect(tracer.carrier()).toBeUndefined();
});

test('a failure goes on to the caller; the span tells its kind and none of its words', async () => {
  const tracer = tracerOf();
  const failure = new RangeError('the answer "my secret illness" is too long');
  await expect(tracer.span('turn', {}, () => Promise.reject(failure))).rejects.toBe(failure);
  await tracer.close();
  expect(collector.named('turn').status).toEqual({ code: 2, message: 'RangeError' });
  expect(JSON.stringify(collector.spans)).not.toContain('illness');
});

test.each([
  '',
  'nonsense',
  '00-00000000000000000000000000000000-0000000000000000-01',
  `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
])('a carrier that is none (%s) begins a trace of its own', async (follows) => {
  const tracer = tracerOf();
  await tracer.span('turn', {}, async () => undefined, { follows });
  await tracer.close();
  expect(collector.named('turn').parentSpanId ?? '').toBe('');
});

test('a collector that takes nothing does no harm and is said', async () => {
  const said: string[] = [];
  const log = createLogger('info');
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(log, level).mockImplementation(((entry: { event: string }) => said.push(entry.event)) as never);
  }
  // Not 503: that asks the SDK to try again later, which it would do until its time is up.
  collector.status = 400;
  const tracer = tracerOf(log);
  expect(await tracer.span('turn', {}, async () => 'done')).toBe('done');
  await tracer.close();
  expect(said).toEqual(['tracing.unreachable']);
});

test('a collector that never answers does not hold up the stop', async () => {
  collector.server.removeAllListeners('request');
  collector.server.on('request', () => undefined);
  const log = createLogger('silent');
  const warn = jest.spyOn(log, 'warn').mockImplementation(() => undefined);
  process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '500';
  const tracer = tracerOf(log, 20);
  delete process.env['OTEL_EXPORTER_OTLP_TIMEOUT'];
  await tracer.span('turn', {}, async () => undefined);
  await tracer.close();
  // The exporter is still at it.
  expect(warn).not.toHaveBeenCalled();
});
