// npm start: installs and builds what is missing, then runs the service and, unless told otherwise, the simulator.
import { Children } from './children.mjs';
import { connectSimulator } from './connect-simulator.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { main, say } from './say.mjs';
import { startServices } from './start-services.mjs';

const USAGE = `npm start            the service and the simulator
npm start -- --no-simulator   the service alone (DIALOG360_URL set does the same)`;

await main(async () => {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg !== '--no-simulator')) {
    say(USAGE);
    if (!args.includes('--help')) process.exitCode = 1;
    return;
  }
  await ensureInstalled();
  await ensureBuilt();

  const children = new Children();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopOn(children));
  const withSimulator = !args.includes('--no-simulator') && !process.env.DIALOG360_URL;
  // Not awaited: it may wait for a child that has ended, which `over` then tells of.
  void run(children, withSimulator).catch((error) => children.stop(error.message));
  const reason = await children.over;
  if (reason !== undefined) {
    process.stderr.write(`\n${reason}\n`);
    process.exitCode = 1;
  }
});

/** npm passes on the Ctrl-C that the terminal sends us anyway: only one a second later means "at once". */
function stopOn(children) {
  let first;
  return () => {
    const now = performance.now();
    first ??= now;
    if (now === first) say('\nStopping …');
    if (now === first || now - first > 1_000) void children.stop();
  };
}

async function run(children, withSimulator) {
  const { serviceUrl, simulatorUrl, token } = await startServices(children, { simulator: withSimulator });
  if (simulatorUrl) await connectSimulator({ serviceUrl, simulatorUrl, token });
  say('');
  say(`  Canvass is running:  ${serviceUrl}`);
  say(`  The API, described:  ${serviceUrl}/api/docs   (any user name; the API token is the password)`);
  if (simulatorUrl) say(`  A phone to try it:   ${simulatorUrl}`);
  say('  Ctrl-C stops it.');
  say('');
}
