// npm run measure: how fast the built service answers at a steady rate, against the simulator: time from webhook to 200,
// and from a customer's message to the reply reaching the platform. `-- --json` prints one line for machines.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Children } from './children.mjs';
import { caller, connectSimulator } from './connect-simulator.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { SteadyCustomers } from './measure/steady-customers.mjs';
import { main, Refusal, say } from './say.mjs';
import { startServices } from './start-services.mjs';

const USAGE = `npm run measure [-- --rate 50 --seconds 30 --json]
  --rate     customers' messages a second (default 50)
  --seconds  how long, after five seconds to get warm (default 30)
  --json     one line of JSON instead of a table`;

/** Connections are made and code is compiled in the first seconds; what counts is how it goes on. */
const WARM_UP_SECONDS = 5;

await main(async () => {
  const options = {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  const { values } = parseArgs({ options });
  const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
  if (values.help || !(rate > 0 && rate <= 1_000) || !(seconds > 0 && seconds <= 3_600)) {
    say(USAGE);
    if (!values.help) process.exitCode = 1;
    return;
  }
  await ensureInstalled();
  await ensureBuilt();
  const dataDir = await mkdtemp(join(tmpdir(), 'canvass-measure-'));
  const children = new Children();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void children.stop('interrupted'));
  const measured = measure(children, dataDir, { rate, seconds, quiet: values.json }).then(
    async (result) => {
      await children.stop();
      return result;
    },
    (error) => children.stop(error instanceof Refusal ? error.message : error.stack),
  );
  const failure = await children.over;
  const result = await measured;
  await rm(dataDir, { recursive: true, force: true });
  if (failure !== undefined) throw new Refusal(failure);
  if (values.json) say(JSON.stringify(result));
  else print(result);
});

async function measure(children, dataDir, { rate, seconds, quiet }) {
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const { serviceUrl, simulatorUrl, token } = await startServices(children, { simulator: true, ownPorts: true, env });
  const channel = await connectSimulator({ serviceUrl, simulatorUrl, token });
  // The plain case: nothing is sent but the replies.
  const api = caller(`${serviceUrl}/api/v1`, { authorization: `Bearer ${token}` });
  await api('PATCH', `/channels/${channel.id}`, { settings: {} });
  const control = caller(`${simulatorUrl}/_simulator`);

  if (!quiet) say(`${rate} messages a second for ${seconds} s …`);
  const customers = new SteadyCustomers(control, rate);
  await customers.write(rate * WARM_UP_SECONDS);
  await settle(control);
  // Forgets what was measured until now, and the people with it; the service keeps them.
  await control('POST', '/reset');
  const start = performance.now();
  await customers.write(rate * seconds);
  const tookSeconds = (performance.now() - start) / 1_000;
  await settle(control);
  const { inbound, requests, timings } = await control('GET', '/stats');
  if (requests.accepted !== inbound || requests.refused > 0) {
    throw new Refusal(`${inbound} messages had ${requests.accepted} replies: this is no measurement.`);
  }

  const [cpu] = cpus();
  return {
    messages: inbound,
    messagesASecond: Math.round((inbound / tookSeconds) * 10) / 10,
    ...timings,
    machine: {
      cpu: cpu?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
  };
}

/** Every message has its reply and every webhook is delivered. */
async function settle(control) {
  const end = performance.now() + 30_000;
  for (;;) {
    const { inbound, requests, webhooks } = await control('GET', '/stats');
    if (requests.accepted >= inbound && webhooks.pending === 0) return;
    if (performance.now() > end) throw new Refusal('The service did not answer every message within 30 s.');
    await delay(50);
  }
}

function print({ messages, messagesASecond, webhookToOk, messageToReply, machine }) {
  const row = (title, { medianMs, p95Ms, p99Ms, maxMs }) =>
    say(title.padEnd(34) + [medianMs, p95Ms, p99Ms, maxMs].map((ms) => `${ms.toFixed(1)} ms`.padStart(11)).join(''));
  say('');
  say(''.padEnd(34) + ['median', 'p95', 'p99', 'max'].map((title) => title.padStart(11)).join(''));
  row('webhook to 200', webhookToOk);
  row("customer's message to the reply", messageToReply);
  say('');
  say(`${messages} messages, ${messagesASecond} a second; each with its sent, delivered and read statuses beside it`);
  say(
    `${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, Node ${machine.node}, ${machine.platform}, embedded PostgreSQL`,
  );
}
