import { inProject } from '../../scripts/project.mjs';
import { CalledProgram } from '../calls.mjs';

/**
 * Starts a simulator with people, without statuses at first.
 * @param options.limits  how fast the business may send, where not as Meta has it
 */
export async function startPlatform(name = 'platform', { limits = {}, nodeArgs = [] } = {}) {
  const program = new CalledProgram(name, inProject('bench', 'platform', 'platform-process.mjs'), { nodeArgs });
  const { url, apiKey } = await program.call('start', limits);
  await program.call('statuses', false);
  return {
    url,
    apiKey,
    pid: program.pid,
    /** Do sent, delivered and read come for each message, as the platform sends them, or nothing? */
    statuses: (asThePlatformSendsThem) => program.call('statuses', asThePlatformSendsThem),
    closedLoop: (load) => program.call('closedLoop', load),
    openLoop: (load) => program.call('openLoop', load),
    arrivals: (expected) => program.call('arrivals', expected),
    stats: () => program.call('stats'),
    stop: () => program.stop(),
  };
}
