// npm run chaos: people answer a survey while everything is killed, stopped, emptied and moved; then who lost what?
import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { ensureBuilt } from '../scripts/ensure-built.mjs';
import { ensureInstalled } from '../scripts/ensure-installed.mjs';
import { main, Refusal, say, whisper } from '../scripts/say.mjs';
import { DISTURBANCES } from './disturbances.mjs';
import { FORMS } from './forms.mjs';

const USAGE = `npm run chaos -- [--size mongo|embedded] [--conversations 2000] [--seed N] [--quick | --short | --calm] [--only <names>] [--json] [--log <file>]
  --quick    400 conversations, under five minutes; --short: 60, as npm test does it
  --calm     nothing is done and nothing refused: does the trial itself work?
  --only     these disturbances, as often as they are named: ${Object.keys(DISTURBANCES).join(',')}
  --json     one line of JSON; what is told meanwhile goes to standard error
  --log      what the service's processes said, into this file`;

await main(async () => {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'mongo' },
      conversations: { type: 'string' },
      seed: { type: 'string', default: '20261123' },
      quick: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      calm: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      log: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(USAGE);
  const seed = wholeNumber('--seed', values.seed);
  const name = values.short ? 'short' : values.quick ? 'quick' : 'full';
  const conversations = wholeNumber('--conversations', values.conversations ?? String(FORMS[name].conversations));
  const form = { ...FORMS[name], conversations };
  if (values.only !== undefined) form.disturbances = values.only.split(',');
  const unknown = form.disturbances.find((disturbance) => !Object.hasOwn(DISTURBANCES, disturbance));
  if (unknown !== undefined) throw new Refusal(`There is no disturbance "${unknown}".\n${USAGE}`);

  // Servers of its own only: what is named there is not ours to kill.
  delete process.env.MONGODB_URI;
  delete process.env.REDIS_URL;
  const prepare = values.json ? whisper : say;
  await ensureInstalled(prepare);
  await ensureBuilt(prepare);
  // What they import comes with the install.
  const [{ figuresOf, isWhole, reportOf }, { Trial }, { judge }] = await Promise.all([
    import('./report.mjs'),
    import('./trial.mjs'),
    import('./verdict/verdict.mjs'),
  ]);
  // With --json to standard error: a trial that does not end says where it stands.
  const tell = values.json ? whisper : say;
  const trial = new Trial({ form, size: values.size, seed, calm: values.calm, tell });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void interrupted(trial));
  try {
    await trial.open();
    const observed = await trial.run();
    const verdict = judge(observed);
    const { mongo, redis } = trial.installation;
    const servers = mongo ? [mongo.name, `Redis ${redis.version}`] : ['the embedded PostgreSQL'];
    const figures = figuresOf({ form: name, size: values.size, seed, servers, observed, verdict });
    if (values.json) say(JSON.stringify(figures));
    tell(`\n${reportOf(figures, verdict.findings)}`);
    if (!isWhole(figures)) process.exitCode = 1;
  } finally {
    if (values.log) await writeFile(values.log, logOf(trial));
    await trial.close();
  }
});

function wholeNumber(option, text) {
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(`${option} ${text} is not a whole number.\n${USAGE}`);
  return Number(text);
}

function logOf({ installation }) {
  const parts = (installation?.services ?? []).map(({ role, n, lines }) => [`== ${role} ${n}`, ...lines].join('\n'));
  return `${parts.join('\n')}\n`;
}

/** A second Ctrl-C does not wait; what is left notices that we have gone, and goes. */
async function interrupted(trial) {
  say('Stopping …');
  await trial.close();
  process.exit(130);
}
