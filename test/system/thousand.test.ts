import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { readTemplateFiles } from '../../src/simulator/template-files.js';
import { ServiceProcess, buildService } from '../support/service-process.js';
import { clinicCustomers } from './clinic-customers.js';
import { Crowd } from './crowd.js';

const PEOPLE = 1_000;
const WITHIN_MS = 240_000;

jest.setTimeout(WITHIN_MS + 120_000);

let simulator: Simulator;
let service: ServiceProcess;

beforeAll(async () => {
  await buildService();
  simulator = await startSimulator({ templates: await readTemplateFiles(join(__dirname, '../../flows/templates')) });
  service = await ServiceProcess.create({ DIALOG360_URL: simulator.url });
  await service.start();
});

afterAll(async () => {
  await service?.destroy();
  await simulator?.stop();
});

it('gives each of 1,000 people at once exactly one reply a turn, although every webhook comes twice and shuffled', async () => {
  await service.api.connect(simulator.apiKey);
  simulator.setDelivery({ duplicates: 2, shuffle: { seed: 20_261_122, window: 60, holdMs: 20 } });
  const crowd = new Crowd(simulator, clinicCustomers(PEOPLE, { firstNumber: 15_550_200_000, seed: 4 }));

  const start = performance.now();
  await crowd.playTo(1, WITHIN_MS);
  await crowd.goHome(WITHIN_MS);
  const seconds = (performance.now() - start) / 1_000;

  await crowd.expectEndState(service.api);
  const { inbound, webhooks, requests, timings } = simulator.stats();
  expect(requests).toEqual({ accepted: inbound, refused: 0, faults: 0 });
  expect(service.log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  console.log(
    `${PEOPLE} conversations, ${inbound} messages, ${webhooks.delivered} webhooks in ${seconds.toFixed(1)} s`,
    timings,
  );
});
