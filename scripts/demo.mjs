// npm run demo: a scripted customer goes through the main job over HTTP, against the simulator; exits 0 only if all of it happened.
import { Children } from './children.mjs';
import { caller, connectSimulator } from './connect-simulator.mjs';
import { heading } from './demo/chat-printer.mjs';
import { clinicVisit, coffeeSurvey } from './demo/main-job.mjs';
import { DidNotHappen } from './demo/phone.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { main, Refusal, say } from './say.mjs';

const USAGE = `npm run demo                    one process with the embedded database
npm run demo -- --size mongo    MongoDB (or what stands in for it), Redis, a web process and a worker
npm run demo -- --provider X    on another provider than 360dialog: cloud-api, twilio, vonage, messagebird, bird`;

/** Which providers there are, the simulator knows: it refuses others by name. */
const PROVIDER = /^[\w-]+$/;

/** Loaded once everything is installed: they need more than Node. */
const WORLDS = {
  embedded: () => import('./demo/embedded-world.mjs'),
  mongo: () => import('./demo/mongo-world.mjs'),
};

await main(async () => {
  const args = process.argv.slice(2);
  const asked = readArgs(args);
  if (asked === undefined) {
    say(USAGE);
    if (!args.includes('--help')) process.exitCode = 1;
    return;
  }
  await ensureInstalled();
  await ensureBuilt();
  const { size, provider } = asked;
  const { createWorld } = await WORLDS[size]();
  // A world of its own: nothing of an installation that runs here is touched.
  const children = new Children();
  const world = createWorld(children, { CLOCK: 'adjustable', LOG_LEVEL: 'warn' }, provider);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void children.stop('interrupted'));
  // Not awaited: it may wait for a child that has ended, which `over` then tells of.
  void play(world).then(
    () => children.stop(),
    (error) => children.stop(whatWentWrong(error)),
  );
  const failure = await children.over;
  await world.close();
  if (failure === undefined) return;
  process.stderr.write(`\n${failure}\n`);
  process.exitCode = 1;
});

/** The size and the provider asked for; undefined when they were not asked for in a way that can be understood. */
function readArgs(args) {
  const words = args.flatMap((arg) => arg.split('='));
  const asked = { size: 'embedded', provider: '360dialog' };
  for (let at = 0; at < words.length; at += 2) {
    const value = words[at + 1];
    if (words[at] === '--size' && Object.hasOwn(WORLDS, value)) asked.size = value;
    else if (words[at] === '--provider' && PROVIDER.test(value ?? '')) asked.provider = value;
    else return undefined;
  }
  return asked;
}

function whatWentWrong(error) {
  if (error instanceof Refusal) return error.message;
  return error instanceof DidNotHappen ? `It did not all happen: ${error.message}.` : (error.stack ?? String(error));
}

async function play(world) {
  const { serviceUrl, simulatorUrl, token, control } = await world.open();
  await connectSimulator({ serviceUrl, simulatorUrl, token });
  const api = caller(`${serviceUrl}/api/v1`, { authorization: `Bearer ${token}` });

  for (const story of [coffeeSurvey, clinicVisit]) {
    const response = await story({ api, control });
    heading('The stored response');
    say(JSON.stringify(response, null, 2));
  }
  const { items: refused } = await control('GET', '/requests?verdict=refused');
  if (refused.length > 0) {
    throw new DidNotHappen(`the platform refused ${refused.length} of our calls: ${JSON.stringify(refused[0])}`);
  }
  say('\nAll of it happened.');
}
