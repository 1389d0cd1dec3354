import { join } from 'node:path';
import mongoose from 'mongoose';
import { startInstallation, type Installation } from '../../scripts/installation.mjs';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { readTemplateFiles } from '../../src/simulator/template-files.js';
import { startSlowProvider, type SlowProvider } from '../doubles/slow-provider.js';
import { onMongo } from '../setup/mongo.js';
import { findRedisServer } from '../support/redis-server.js';
import { ServiceApi } from '../support/service-api.js';
import { buildService } from '../support/service-process.js';
import { until } from '../support/until.js';
import { clinicCustomers } from './clinic-customers.js';
import { Crowd } from './crowd.js';

const PEOPLE = 60;
const WITHIN_MS = 120_000;
/** A send takes so long that a stop always comes in the middle of some. */
const SEND_MS = 250;
/** Well below the 30 seconds after which a stop is forced. */
const AT_ONCE_MS = 10_000;

jest.setTimeout(2 * WITHIN_MS);

onMongo('a rolling restart', () => {
  const redis = findRedisServer();
  const given = redis === undefined ? test.skip : test;
  let simulator: Simulator;
  let provider: SlowProvider;
  let installation: Installation;
  let api: ServiceApi;

  beforeAll(async () => {
    if (redis === undefined) return;
    await buildService();
    simulator = await startSimulator({
      templates: await readTemplateFiles(join(__dirname, '../../flows/templates')),
      webhookRetry: { firstMs: 100, factor: 1.5, maxMs: 500 },
    });
    provider = await startSlowProvider(simulator.url, SEND_MS);
    installation = await startInstallation({
      size: 'mongo',
      workers: 2,
      // The sweep must not be what sets things right.
      env: { DIALOG360_URL: provider.url, SWEEP_EVERY_MS: '600000', LOG_LEVEL: 'info' },
    });
    api = new ServiceApi(installation.url, installation.token);
    await api.connect(simulator.apiKey);
  });

  afterAll(async () => {
    await installation?.stop();
    await provider?.stop();
    await simulator?.stop();
  });

  /** Conversations that somebody holds, as the database has it. */
  async function leases(): Promise<number> {
    const client = new mongoose.mongo.MongoClient(await installation.databaseUrl());
    try {
      return await client
        .db('canvass')
        .collection('conversations')
        .countDocuments({ 'd.lease.owner': { $gt: '' } });
    } finally {
      await client.close();
    }
  }

  /** In the middle of sending; resolves with how long it took. */
  async function stop(...which: [role: 'web' | 'worker', n: number][]): Promise<number> {
    await until('something to be on its way', () => provider.underWay > 0);
    const start = performance.now();
    await Promise.all(which.map(([role, n]) => installation.service(role, n).stop()));
    return performance.now() - start;
  }

  /** Jobs that a worker has taken and not given back: nobody else takes them for a while. */
  async function takenJobs(): Promise<string | undefined> {
    const headers = { authorization: `Bearer ${installation.token}` };
    const metrics = await fetch(`${installation.url}/metrics`, { headers }).then((response) => response.text());
    return /^canvass_queue_jobs\{queue="turns",state="active"\} (\d+)$/m.exec(metrics)?.[1];
  }

  given('loses nothing, says nothing twice, and is over at once', async () => {
    simulator.setDelivery({ duplicates: 2, shuffle: { seed: 20_261_124, window: 20, holdMs: 20 } });
    const crowd = new Crowd(simulator, clinicCustomers(PEOPLE, { firstNumber: 15_550_600_000, seed: 6 }));
    const tookMs: number[] = [];
    /** Stops these when `share` of all is said, and the customers go on meanwhile. */
    const restart = async (
      share: number,
      which: [role: 'web' | 'worker', n: number][],
      whileStopped = async () => {},
    ) => {
      await crowd.playTo(share, WITHIN_MS);
      const stopping = stop(...which);
      const playing = crowd.playTo(share + 0.1, WITHIN_MS);
      const rolling = stopping.then(async (took) => {
        tookMs.push(took);
        await whileStopped();
        await Promise.all(which.map(([role, n]) => installation.service(role, n).start()));
      });
      await Promise.all([playing, rolling]);
    };

    await restart(0.15, [['worker', 0]]);
    await restart(0.35, [['worker', 1]]);
    let left: unknown;
    const workers: ['worker', number][] = [
      ['worker', 0],
      ['worker', 1],
    ];
    await restart(0.55, workers, async () => {
      left = { leases: await leases(), jobs: await takenJobs() };
    });
    await restart(0.75, [['web', 0]]);
    await crowd.playTo(1, WITHIN_MS);
    await crowd.goHome(WITHIN_MS);

    await crowd.expectEndState(api);
    expect(left).toEqual({ leases: 0, jobs: '0' });
    expect(Math.max(...tookMs)).toBeLessThan(AT_ONCE_MS);
    const log = installation.services.flatMap(({ lines }) => lines).join('\n');
    expect(log.match(/"event":"stopping"/g)).toHaveLength(5);
    expect(log).not.toMatch(/"event":"(stop\.failed|send\.unknown-again|turn\.failed|defect)"/);
    console.log(`stopped within ${tookMs.map(Math.round).join(', ')} ms`);
  });
});
