// The simulator of the WhatsApp platform with people at its phones, as a process of its own beside the service.
import { startSimulator } from '../../dist/simulator/simulator.js';
import { readTemplateFiles } from '../../dist/simulator/template-files.js';
import { inProject } from '../../scripts/project.mjs';
import { answerCalls } from '../calls.mjs';
import { closedLoop, openLoop } from './loads.mjs';
import { arrivals } from './arrivals.mjs';
import { People } from './people.mjs';

/** As on a good line. */
const STATUSES = { sent: 150, delivered: 350, read: 900 };
/** Statuses that come when nobody looks any more: the longest that a timer of Node can wait is 2^31 − 1 ms. */
const NO_STATUSES = { sent: 2_000_000_000, delivered: 0, read: 0 };

let simulator;
let people;

answerCalls({
  /** @param limits how fast the business may send, where not as Meta has it */
  async start(limits) {
    const templates = await readTemplateFiles(inProject('bench', 'flows', 'templates'));
    simulator = await startSimulator({ templates, limits });
    people = new People(simulator);
    return { url: simulator.url, apiKey: simulator.apiKey };
  },
  statuses(asThePlatformSendsThem) {
    simulator.setBehaviour({ statusDelayMs: asThePlatformSendsThem ? STATUSES : NO_STATUSES });
  },
  closedLoop: (load) => closedLoop(people, load),
  openLoop: (load) => openLoop(people, load),
  arrivals: (expected) => arrivals(simulator, expected),
  stats: () => simulator.stats(),
});
