// The simulator of the WhatsApp platform with people at its phones and a wire that can be cut, as a process of its own.
import { startSimulator } from '../../dist/simulator/simulator.js';
import { readTemplateFiles } from '../../dist/simulator/template-files.js';
import { answerCalls } from '../../bench/calls.mjs';
import { inProject } from '../../scripts/project.mjs';
import { refuseAll, refuseSome } from './mix.mjs';
import { People } from './people.mjs';
import { Sends } from './sends.mjs';
import { Wire } from './wire.mjs';

/** Faster than life, so that a trial does not take a day; the order is that of life. */
const STATUSES = { sent: 20, delivered: 30, read: 100 };
/** A provider that waits longer each time would only make the trial longer. */
const WEBHOOK_RETRY = { firstMs: 250, factor: 2, maxMs: 2_000 };

let simulator;
let wire;
let people;
let sends;
let seed;
let refusals;

answerCalls({
  async start(options) {
    ({ seed, refusals } = options);
    simulator = await startSimulator({
      templates: await readTemplateFiles(inProject('chaos', 'flows', 'templates')),
      statusDelayMs: STATUSES,
      webhookRetry: WEBHOOK_RETRY,
    });
    simulator.setDelivery({ duplicates: 2, shuffle: { seed, window: 40, holdMs: 20 } });
    wire = new Wire(Number(new URL(simulator.url).port));
    await wire.mend();
    people = new People(simulator, options);
    sends = new Sends(simulator);
    return { url: wire.url, apiKey: simulator.apiKey };
  },
  begin() {
    if (refusals) refuseSome(simulator, seed);
    people.begin();
  },
  progress: () => ({
    progress: people.progress,
    counts: people.counts(),
    waiting: people.waiting,
    thinking: people.thinking,
  }),
  recovery: (withinMs) => people.recovery(withinMs),
  cut: () => wire.cut(),
  mend: () => wire.mend(),
  refuseAll() {
    simulator.clearFaults();
    refuseAll(simulator);
  },
  refuseSome() {
    simulator.clearFaults();
    refuseSome(simulator, seed);
  },
  advanceClock: async (ms) => (await simulator.advanceClock(ms)).offsetMs,
  idle: () => simulator.idle(),
  stats: () => simulator.stats(),
  now: () => simulator.clock().now,
  told: () => ({ people: people.told(), unanswered: sends.unanswered() }),
});
