import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { readTemplateFiles } from '../../src/simulator/template-files.js';
import type { RetrySchedule } from '../../src/simulator/webhooks/courier.js';
import { ServiceProcess, buildService } from '../support/service-process.js';
import { until } from '../support/until.js';
import { clinicCustomers } from './clinic-customers.js';
import { Crowd } from './crowd.js';

const WITHIN_MS = 300_000;

jest.setTimeout(2 * WITHIN_MS);

let simulator: Simulator;
let service: ServiceProcess;

beforeAll(() => buildService());

async function setUp(webhookRetry: RetrySchedule, echoWaitMs: number): Promise<void> {
  simulator = await startSimulator({
    templates: await readTemplateFiles(join(__dirname, '../../flows/templates')),
    webhookRetry,
  });
  service = await ServiceProcess.create({
    DIALOG360_URL: simulator.url,
    SEND_TIMEOUT_MS: '1000',
    ECHO_WAIT_MS: String(echoWaitMs),
    SWEEP_EVERY_MS: '500',
  });
  await service.start();
  await service.api.connect(simulator.apiKey);
}

afterEach(async () => {
  await service.destroy();
  await simulator.stop();
});

it.each([
  [1_000, 'of the service, three times', [0.25, 0.5, 0.8], (): Promise<void> => service.kill()],
  [150, 'of service and database together', [0.5], (): Promise<void> => service.killWithDatabase()],
])('%d people come to the same end state after kill -9 %s in the middle', async (people, _what, shares, kill) => {
  // Longer than the platform takes to deliver all that has piled up while the service was away.
  await setUp({ firstMs: 100, factor: 1.5, maxMs: 500 }, 60_000);
  simulator.setDelivery({ duplicates: 2, shuffle: { seed: 20_261_123, window: 40, holdMs: 20 } });
  // And some sends get no answer, or a wrong one, although they go out.
  simulator.addFault({ fault: { kind: 'accept-then-hang' }, share: 0.03, seed: 1 });
  simulator.addFault({ fault: { kind: 'accept-then-500' }, share: 0.03, seed: 2 });
  const crowd = new Crowd(simulator, clinicCustomers(people, { firstNumber: 15_550_300_000, seed: 5 }));

  const start = performance.now();
  const since = () => `${((performance.now() - start) / 1_000).toFixed(1)} s`;
  const story: string[] = [];
  // Of five acts or so the first needs no reply: at the least of these shares some replies are out.
  for (const share of shares) {
    await crowd.playTo(share, WITHIN_MS);
    await kill();
    story.push(`killed at ${since()}`);
    await service.start();
    story.push(`back at ${since()}`);
  }
  await crowd.playTo(1, WITHIN_MS);
  await crowd.goHome(WITHIN_MS);
  story.push(`all answered at ${since()}`);

  // Every echo comes in the end, so that nobody gets anything twice: the end state names each message.
  await crowd.expectEndState(service.api);
  const { webhooks, requests } = simulator.stats();
  expect(requests.faults).toBeGreaterThan(0);
  console.log(
    `${people} conversations: ${story.join(', ')}; ${webhooks.failedAttempts} webhooks had to come again, ${requests.faults} sends without a good answer`,
  );
});

it('does not send again what it sent before it was killed, although the echo comes long after the restart', async () => {
  // The platform knocks again only after two seconds: later than the service is back and looks.
  const echoWaitMs = 3_000;
  await setUp({ firstMs: 2_000, factor: 1, maxMs: 2_000 }, echoWaitMs);
  simulator.addFault({ fault: { kind: 'accept-then-hang' } });
  const [waId, start] = ['15550400000', performance.now()];
  simulator.say(waId, 'visit');
  await until('the question to be out', () => simulator.thread(waId).length === 2);
  await service.kill();
  // Away for longer than an echo is awaited.
  await until('the wait for the echo to be over', () => performance.now() - start > echoWaitMs + 500);
  await service.start();
  await until('the echo', () => simulator.stats().webhooks.pending === 0);

  simulator.tap(waId, 'Good');
  await until('the next question', () => simulator.thread(waId).length === 4, { seen: () => simulator.thread(waId) });
  expect(simulator.thread(waId).map(({ from }) => from)).toEqual(['customer', 'business', 'customer', 'business']);
});
