import { join } from 'node:path';
import { PEOPLE } from './people.js';
import { readSettings } from './settings.js';
import { startSimulator, type Simulator, type SimulatorOptions } from './simulator.js';
import { readTemplateFiles } from './template-files.js';

const DEFAULT_PORT = 4010;

async function start(): Promise<Simulator> {
  const settings = readSettings(process.env);
  const { SIMULATOR_CLOCK_HOOK_URL: hookUrl, SIMULATOR_CLOCK_HOOK_TOKEN: hookToken } = settings;
  const options: SimulatorOptions = {
    host: settings.SIMULATOR_HOST,
    provider: settings.SIMULATOR_PROVIDER,
    customers: PEOPLE,
    // As long as on a good line, so that a person sees the ticks change.
    statusDelayMs: { sent: 150, delivered: 350, read: 900 },
    phoneDir: join(import.meta.dirname, 'phone'),
    ...(settings.SIMULATOR_API_KEY === undefined ? {} : { apiKey: settings.SIMULATOR_API_KEY }),
    ...(settings.SIMULATOR_BUSINESS_NAME === undefined ? {} : { business: { name: settings.SIMULATOR_BUSINESS_NAME } }),
    ...(settings.SIMULATOR_TEMPLATES === undefined
      ? {}
      : { templates: await readTemplateFiles(settings.SIMULATOR_TEMPLATES) }),
    ...(settings.SIMULATOR_PER_SECOND === undefined
      ? {}
      : { limits: { throughput: { perSecond: settings.SIMULATOR_PER_SECOND, tolerance: 0 } } }),
    ...(hookUrl !== undefined && hookToken !== undefined ? { clockHook: { url: hookUrl, token: hookToken } } : {}),
  };
  if (settings.SIMULATOR_PORT !== undefined) return startSimulator({ ...options, port: settings.SIMULATOR_PORT });
  try {
    return await startSimulator({ ...options, port: DEFAULT_PORT });
  } catch (error) {
    // Nobody asked for this very port.
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return startSimulator(options);
    throw error;
  }
}

try {
  const simulator = await start();
  process.stdout.write(`simulator ready ${simulator.url}\n`);
  // Ended by hand: the channel to the starting script would keep the process.
  const stop = () => void simulator.stop().finally(() => process.exit());
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Started by npm start, which was killed: nobody is left who would stop us.
  if (process.send) process.once('disconnect', stop);
} catch (error) {
  process.stderr.write(`The simulator cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
