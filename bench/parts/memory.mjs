import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const PEOPLE = { first: 15_557_000_000, count: 2_000 };
const SEATS = 200;

/** Resident memory of the process that works, in MB, after so many turns in one go. */
export async function measureMemory({ platform, installation }, marks, tell) {
  const worker = installation.services.at(-1);
  const memory = [];
  let turns = 0;
  for (const mark of marks) {
    await platform.closedLoop({ seats: SEATS, people: PEOPLE, warmUpSeconds: 0, turns: mark - turns });
    turns = mark;
    memory.push({ turns, residentMb: await residentMb(worker.pid) });
  }
  tell(`memory: ${memory.map(({ turns: after, residentMb: mb }) => `${mb} MB after ${after}`).join(', ')}`);
  return memory;
}

async function residentMb(pid) {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1_024);
}
