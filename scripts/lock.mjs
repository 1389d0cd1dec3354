import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hashOf, project } from './project.mjs';
import { Refusal, say } from './say.mjs';

const PATIENCE_MS = 10 * 60_000;

/** Runs `work` while no other process of the same user does the same for this project. */
export async function withLock(what, work) {
  const path = join(tmpdir(), `canvass-${process.getuid?.() ?? 'user'}-${hashOf(project)}-${what}.lock`);
  const end = Date.now() + PATIENCE_MS;
  let told = false;
  while (!(await take(path))) {
    if (!told) say(`Waiting for another copy that is at the same work (${what}) …`);
    told = true;
    if (Date.now() > end)
      throw new Refusal(`Somebody has held ${path} for ten minutes; delete it if nobody is at work.`);
    await delay(200);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path) {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    // Between being made and being written the file is empty for a moment.
    if (holder > 0 && !isAlive(holder)) await rm(path, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
