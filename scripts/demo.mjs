// npm run demo: a scripted customer goes through the main job over HTTP, against the simulator; exits 0 only if all of it happened.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Children } from './children.mjs';
import { connectSimulator, caller } from './connect-simulator.mjs';
import { clinicVisit, coffeeSurvey } from './demo/main-job.mjs';
import { DidNotHappen } from './demo/phone.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { heading } from './demo/chat-printer.mjs';
import { main, say } from './say.mjs';
import { startServices } from './start-services.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  // A world of its own: nothing of an installation that runs here is touched.
  const dataDir = await mkdtemp(join(tmpdir(), 'canvass-demo-'));
  const children = new Children();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void children.stop('interrupted'));
  const played = play(children, dataDir).then(
    () => children.stop(),
    (error) =>
      children.stop(
        error instanceof DidNotHappen ? `It did not all happen: ${error.message}.` : (error.stack ?? String(error)),
      ),
  );
  const failure = await children.over;
  await played;
  await rm(dataDir, { recursive: true, force: true });
  if (failure === undefined) return;
  process.stderr.write(`\n${failure}\n`);
  process.exitCode = 1;
});

async function play(children, dataDir) {
  const { serviceUrl, simulatorUrl, token } = await startServices(children, {
    simulator: true,
    ownPorts: true,
    env: { DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
  });
  await connectSimulator({ serviceUrl, simulatorUrl, token });
  const api = caller(`${serviceUrl}/api/v1`, { authorization: `Bearer ${token}` });
  const control = caller(`${simulatorUrl}/_simulator`);

  for (const story of [coffeeSurvey, clinicVisit]) {
    const response = await story({ api, control });
    heading('The stored response');
    say(JSON.stringify(response, null, 2));
  }
  const { refused } = await control('GET', '/requests?verdict=refused').then(({ items }) => ({ refused: items }));
  if (refused.length > 0)
    throw new DidNotHappen(`the platform refused ${refused.length} of our calls: ${JSON.stringify(refused[0])}`);
  say('\nAll of it happened.');
}
