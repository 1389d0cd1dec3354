import { CalledProgram } from '../../bench/calls.mjs';
import { inProject } from '../../scripts/project.mjs';

/** Starts the simulator with so many people, who do nothing yet. @param options those of People */
export async function startPlatform(options) {
  const program = new CalledProgram('platform', inProject('chaos', 'platform', 'platform-process.mjs'));
  const { url, apiKey } = await program.call('start', options);
  const calls = ['begin', 'progress', 'recovery', 'cut', 'mend', 'refuseAll', 'refuseSome', 'advanceClock'];
  const looks = ['idle', 'stats', 'now', 'told'];
  const called = [...calls, ...looks].map((name) => [name, (...args) => program.call(name, ...args)]);
  return { url, apiKey, stop: () => program.stop(), ...Object.fromEntries(called) };
}
