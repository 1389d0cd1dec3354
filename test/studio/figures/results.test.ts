import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Disposition } from '../../../src/flow/session.js';
import type { Response } from '../../../src/store/response.js';
import { DAY, MINUTE, SECOND } from '../../../src/time/instant.js';
import { onBothSizes } from '../../support/on-both-sizes.js';
import { startSystem, type System } from '../../support/system.js';

/**
 * How quickly many responses are counted, listed and exported, and in how much memory. `npm test` goes through it with a
 * few thousand, and looks only at whether it is right; the figures of docs/results.md are those of
 * `RESULTS_FIGURES=100000 npx jest test/studio/figures/results.test.ts`.
 */
const RESPONSES = Number(process.env['RESULTS_FIGURES'] ?? 3_000);
const isMeasured = process.env['RESULTS_FIGURES'] !== undefined;
const RUNS = isMeasured ? 30 : 2;
/** On PostgreSQL and MongoDB alike; from the issue. */
const MOST_MS = 300;

/** A slow client stops for so long after each so many bytes. */
const SLOW_PART = 1024 * 1024;
const SLOW_PAUSE_MS = 500;

jest.setTimeout(900_000);

onBothSizes('many responses', (options) => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem(await options());
    await store(system);
  });
  afterAll(() => system.stop());

  const call = async (path: string) => {
    const began = performance.now();
    const { status, body } = await system.api.call('GET', path);
    return { status, body, ms: performance.now() - began };
  };

  async function median(path: string): Promise<number> {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const { status, ms } = await call(path);
      expect(status).toBe(200);
      times.push(ms);
    }
    return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
  }

  it('are read once, then counted and listed at once', async () => {
    const { ms: listed } = await call('/results');
    const listedAgain = await median('/results');
    const began = performance.now();
    let first = await call('/flows/clinic-visit/results');
    let answers = 1;
    while (first.status === 202) {
      first = await call('/flows/clinic-visit/results');
      answers += 1;
    }
    const firstMs = performance.now() - began;
    expect(first.body).toMatchObject({
      started: RESPONSES,
      questions: [{ id: 'overall', shown: RESPONSES }, {}, {}, {}, {}],
    });
    const figures = {
      responses: RESPONSES,
      'first reading, ms': firstMs,
      'answers during it': answers,
      'list of flows, first call, ms': listed,
      'list of flows, none looked at yet, ms': listedAgain,
      'list of flows, ms': await median('/results'),
      'results, ms': await median('/flows/clinic-visit/results'),
      'results filtered, ms': await median('/flows/clinic-visit/results?language=ar&partials=only&timezone=Asia/Tokyo'),
      'page of responses, ms': await median('/flows/clinic-visit/responses?limit=50'),
      'page filtered, ms': await median('/flows/clinic-visit/responses?limit=50&language=ar&disposition=completed'),
      'texts, ms': await median('/flows/clinic-visit/results/why/texts?search=late'),
    };
    report(figures);
    if (!isMeasured) return;
    for (const [name, ms] of Object.entries(figures)) {
      if (name.endsWith('ms') && !name.includes('first'))
        expect(`${name}: ${ms < MOST_MS ? 'fast enough' : ms}`).toBe(`${name}: fast enough`);
    }
  });

  it.each(['csv', 'json', 'xlsx'])('are exported as %s in bounded memory', async (format) => {
    const before = process.memoryUsage().rss;
    const began = performance.now();
    const response = await fetch(`${system.url}/api/v1/flows/clinic-visit/export?format=${format}&labels=labels`, {
      headers: { authorization: `Bearer ${system.token}` },
    });
    expect(response.headers.get('x-total-rows')).toBe(String(RESPONSES));
    let bytes = 0;
    let lines = 0;
    let most = before;
    for await (const part of response.body ?? []) {
      bytes += part.length;
      if (format !== 'xlsx') lines += Buffer.from(part).filter((byte) => byte === 10).length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    if (format === 'csv') expect(lines).toBe(RESPONSES + 1);
    if (format === 'json') expect(lines).toBe(RESPONSES + 2);
    const grown = (most - before) / 1024 / 1024;
    report({ format, bytes, seconds: (performance.now() - began) / 1_000, 'RSS grown, MB': grown });
    // The whole of it would take several hundred.
    expect(grown).toBeLessThan(200);
  });

  it('wait for a client that reads slowly', async () => {
    const before = process.memoryUsage().rss;
    const response = await fetch(`${system.url}/api/v1/flows/clinic-visit/export?format=json&labels=labels`, {
      headers: { authorization: `Bearer ${system.token}` },
    });
    let bytes = 0;
    let most = before;
    let unread = 0;
    for await (const part of response.body ?? []) {
      bytes += part.length;
      unread += part.length;
      most = Math.max(most, process.memoryUsage().rss);
      if (unread < SLOW_PART) continue;
      unread = 0;
      // All that the service could have ready meanwhile, were it not to wait.
      await delay(SLOW_PAUSE_MS);
    }
    const grown = (most - before) / 1024 / 1024;
    report({ format: 'json, read slowly', bytes, 'RSS grown, MB': grown });
    expect(grown).toBeLessThan(200);
  });
});

function report(figures: Record<string, string | number>): void {
  if (isMeasured) process.stdout.write(`${JSON.stringify(figures)}\n`);
}

async function store({ runtime }: System): Promise<void> {
  const flow = await runtime.store.flows.get(runtime.scope, 'clinic-visit');
  if (!flow) throw new Error('the example flow is not there');
  const CHUNK = 1_000;
  for (let from = 0; from < RESPONSES; from += CHUNK) {
    const docs = Array.from({ length: Math.min(CHUNK, RESPONSES - from) }, (_, i) => ({
      id: `session-${String(from + i).padStart(8, '0')}-0123456789abcdef`,
      doc: made(from + i, flow.publishedVersion),
    }));
    await runtime.store.responses.insertMissing(runtime.scope, docs);
  }
}

/** Always the same for a number. */
function made(n: number, flowVersion: string): Response {
  const startedAt = Date.UTC(2026, 7, 1) + (n % 90) * DAY + (n % 1_440) * MINUTE;
  const answers: Record<string, Answer> = {};
  let at = startedAt;
  const answer = (step: string, value: Answer['value'], label: string) => {
    at += (5 + (n % 50)) * SECOND;
    answers[step] = { value, label, raw: label, via: 'tap', at };
  };
  const overall = (['good', 'fair', 'poor'] as const)[n % 3] ?? 'good';
  answer('overall', overall, overall);
  if (overall === 'poor') answer('why', n % 2 === 0 ? `The doctor was ${n} minutes late` : 'Too loud', 'Words');
  const path = overall === 'poor' ? ['overall', 'why', 'waiting'] : ['overall', 'waiting'];
  const ends = n % 10 !== 0;
  if (ends) {
    answer('waiting', 'under_30', '10 to 30 minutes');
    answer('again', n % 4 !== 0, 'Yes');
    path.push('again');
  }
  const disposition: Disposition | null = ends ? 'completed' : n % 20 === 0 ? 'partial' : null;
  return {
    flowId: 'clinic-visit',
    flowVersion,
    conversationId: `conversation-${n}`,
    contactId: `contact-${n}`,
    channelId: 'channel-1',
    language: n % 3 === 0 ? 'ar' : 'en',
    status: disposition === null ? 'active' : 'ended',
    disposition,
    reason: null,
    answers,
    vars: {},
    path,
    waitingOn: disposition === null ? 'waiting' : null,
    startedAt,
    updatedAt: at,
    endedAt: disposition === null ? null : at,
    turn: 3,
    writtenAt: startedAt,
  };
}
