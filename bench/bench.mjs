// npm run bench: the figures of docs/benchmarks.md, on this machine, against a floor that is measured in the same run.
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/ensure-built.mjs';
import { ensureInstalled } from '../scripts/ensure-installed.mjs';
import { main, Refusal, say, whisper } from '../scripts/say.mjs';

const PARTS = ['turns', 'bulk', 'growth', 'workers', 'start'];
const USAGE = `npm run bench -- [--only ${PARTS.join(',')}] [--size embedded|mongo] [--quick | --smoke] [--json] [--write] [--profile <folder>]
  --only     some of the figures
  --size     one of the sizes
  --quick    shorter and smaller, under three minutes; --smoke only shows that everything works
  --json     one line of JSON, nothing else
  --write    put the table into docs/benchmarks.md
  --profile  CPU profiles of the service's processes into this folder (turns only)`;

let interrupting = false;

await main(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: PARTS.join(',') },
      size: { type: 'string' },
      quick: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(USAGE);
  const parts = values.only.split(',');
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) throw new Refusal(`There is no part "${unknown}".\n${USAGE}`);
  const form = values.smoke ? 'smoke' : values.quick ? 'quick' : 'full';

  const prepare = values.json ? whisper : say;
  await ensureInstalled(prepare);
  await ensureBuilt(prepare);
  // What they import comes with the install.
  const [{ measure }, { writePage }, { tableOf }, { closeTrials }] = await Promise.all([
    import('./measure.mjs'),
    import('./report/page.mjs'),
    import('./report/table.mjs'),
    import('./trial.mjs'),
  ]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void interrupted(closeTrials));
  const tell = values.json ? () => undefined : say;
  const figures = await measure({ parts, form, size: values.size, profile: values.profile, tell }).catch((error) => {
    // What fails because it is being stopped is nobody's news; `interrupted` ends the process.
    if (interrupting) return new Promise(() => undefined);
    throw error;
  });
  if (values.write) await writePage(figures);
  if (values.json) say(JSON.stringify(figures));
  else say(`\n${tableOf(figures)}`);
});

/** A second Ctrl-C does not wait; what is left notices that we have gone, and goes. */
async function interrupted(closeTrials) {
  interrupting = true;
  say('Stopping …');
  await closeTrials();
  process.exit(130);
}
