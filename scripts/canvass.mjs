// npm run canvass -- <command>: the command line tool, installed and built first where that is needed.
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runScript } from './run.mjs';
import { main, whisper } from './say.mjs';

await main(async () => {
  await ensureInstalled(whisper);
  await ensureBuilt(whisper);
  process.exitCode = await runScript('dist/cli/main.js', process.argv.slice(2));
});
