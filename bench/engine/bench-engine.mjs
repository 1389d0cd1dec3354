// npm run bench:engine: turns a second of the engine alone, beside two other engines and beside the least possible.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../scripts/ensure-built.mjs';
import { ensureInstalled, ensureInstalledIn } from '../../scripts/ensure-installed.mjs';
import { inProject } from '../../scripts/project.mjs';
import { main, Refusal, say, whisper } from '../../scripts/say.mjs';

const USAGE = `npm run bench:engine -- [--quick] [--json]
  --quick  a few seconds in all: shows that it works
  --json   one line of JSON, nothing else`;

const FULL = { rounds: 5, seconds: 2, warmUpSeconds: 3 };
const QUICK = { rounds: 1, seconds: 0.3, warmUpSeconds: 0.3 };
const NAMES = [
  'floor',
  'canvass',
  'surveyCore',
  'surveyCoreReused',
  'botbuilder',
  'botbuilderPlain',
  'flowOf20',
  'flowOf2000',
];

await main(async () => {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(USAGE);
  const tell = values.json ? whisper : say;
  await ensureInstalled(tell);
  await ensureBuilt(tell);
  await ensureInstalledIn(inProject('bench', 'engine'), tell);
  const figures = await measure(values.quick ? QUICK : FULL, tell);
  say(values.json ? JSON.stringify(figures) : tableOf(figures));
});

/** One at a time, in turns, so that a machine that gets slower is slower for all of them. */
async function measure({ rounds, seconds, warmUpSeconds }, tell) {
  const contestants = [];
  for (const name of NAMES) contestants.push({ name, ...(await start(name)), results: [] });
  try {
    for (const { name, run } of contestants) {
      tell(`warming up ${name}`);
      await run(warmUpSeconds);
    }
    for (let round = 1; round <= rounds; round += 1) {
      tell(`round ${round} of ${rounds}`);
      for (const { run, results } of contestants) results.push(await run(seconds));
    }
  } finally {
    for (const { stop } of contestants) stop();
  }
  const rate = (name) =>
    median(contestants.find((each) => each.name === name).results.map((one) => one.turnsPerSecond));
  const [bytes] = contestants.find(({ name }) => name === 'canvass').results.map((one) => one.bytes);
  const ours = rate('canvass');
  // Whichever way of using them is faster.
  const survey = Math.max(rate('surveyCore'), rate('surveyCoreReused'));
  const bot = Math.max(rate('botbuilder'), rate('botbuilderPlain'));
  return {
    turnsPerSecond: Math.round(ours),
    vsSurveyCore: round2(ours / survey),
    vsBotbuilder: round2(ours / bot),
    vsFloor: round2(ours / rate('floor')),
    bigFlowCost: round2(rate('flowOf20') / rate('flowOf2000')),
    perSecond: Object.fromEntries(NAMES.map((name) => [name, Math.round(rate(name))])),
    sessionBytes: bytes,
  };
}

async function start(name) {
  const child = fork(inProject('bench', 'engine', 'contestant-process.mjs'), [name], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Refusal(`${name} ended with ${code}.`);
  });
  // It also ends when it is told to; only who waits for an answer wants to hear of it.
  ended.catch(() => undefined);
  const message = () => Promise.race([once(child, 'message').then(([sent]) => sent), ended]);
  await message();
  return {
    run: (seconds) => {
      const result = message();
      child.send({ seconds });
      return result;
    },
    stop: () => child.connected && child.disconnect(),
  };
}

function tableOf({ turnsPerSecond, vsSurveyCore, vsBotbuilder, vsFloor, bigFlowCost, perSecond, sessionBytes }) {
  const rows = [
    ['bare JSON.parse and JSON.stringify of the session', perSecond.floor, ''],
    ['Canvass', turnsPerSecond, `${vsFloor} of the floor`],
    ['survey-core, a model for every turn', perSecond.surveyCore, ''],
    [
      'survey-core, one model for all',
      perSecond.surveyCoreReused,
      `Canvass is ${vsSurveyCore} times as fast as the faster of the two`,
    ],
    ['botbuilder-dialogs, its own prompts', perSecond.botbuilder, ''],
    [
      'botbuilder-dialogs, text prompts',
      perSecond.botbuilderPlain,
      `Canvass is ${vsBotbuilder} times as fast as the faster`,
    ],
    ['Canvass, a flow of 20 steps', perSecond.flowOf20, ''],
    ['Canvass, a flow of 2,000 steps', perSecond.flowOf2000, `a turn costs ${bigFlowCost} times as much`],
  ];
  const lines = rows.map(([what, rate, note]) => `${what.padEnd(52)}${String(rate).padStart(9)}/s  ${note}`.trimEnd());
  return ['', ...lines, '', `A session has about ${sessionBytes} bytes.`].join('\n');
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function round2(value) {
  return Number(value.toFixed(2));
}
