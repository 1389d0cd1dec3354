import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { withLock } from './lock.mjs';
import { hashOf, inProject, project, readStamp, writeStamp } from './project.mjs';
import { Refusal, say } from './say.mjs';

const LEAST_NODE = [20, 19];
const STAMP = inProject('node_modules', '.canvass-installed');
const UNREACHABLE = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/;

/** Installs the dependencies when they are missing or not those of package-lock.json. Uses nothing but Node and npm. */
export async function ensureInstalled(tell = say) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
    throw new Refusal(`Canvass needs Node.js ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  }
  if (await isInstalled()) return;
  await withLock('install', async () => {
    if (await isInstalled()) return;
    tell('Installing what Canvass needs (the first time this takes about a minute) …');
    const beat = setInterval(() => void progress(tell), 5_000);
    let failure = await npmInstall();
    if (failure !== undefined) {
      tell('That did not work; trying once more …');
      failure = await npmInstall();
    }
    clearInterval(beat);
    if (failure !== undefined) throw new Refusal(explain(failure));
    await writeStamp(STAMP, await wanted());
  });
}

/** The same for a package of its own below the project. Nothing of what it installs may run scripts. */
export async function ensureInstalledIn(folder, tell = say) {
  const stamp = join(folder, 'node_modules', '.canvass-installed');
  const texts = await Promise.all(
    ['package.json', 'package-lock.json'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  const needed = hashOf(texts.join('\n'));
  if ((await readStamp(stamp)) === needed) return;
  tell(`Installing what ${relative(project, folder)} needs …`);
  const failure = await npmInstall(folder, ['--ignore-scripts']);
  if (failure !== undefined) throw new Refusal(explain(failure));
  await writeStamp(stamp, needed);
}

async function progress(tell) {
  const names = await readdir(inProject('node_modules')).catch(() => []);
  if (names.length > 0) tell(`  … ${names.length} folders so far`);
}

async function wanted() {
  const texts = await Promise.all(
    ['package.json', 'package-lock.json'].map((name) => readFile(inProject(name), 'utf8')),
  );
  return hashOf(texts.join('\n'));
}

async function isInstalled() {
  return existsSync(inProject('node_modules')) && (await readStamp(STAMP)) === (await wanted());
}

/**
 * `npm install`, not `npm ci`: a lock file made where other platforms' packages cannot be seen lacks them, and `ci`
 * refuses it. Development packages too: they build it. Returns undefined, or what npm complained of.
 */
function npmInstall(folder = project, more = []) {
  // Warnings about other versions of Node in packages that work all the same would only worry people.
  const args = ['install', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error', ...more];
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js')
    ? [process.execPath, [own]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  return new Promise((done) => {
    const child = spawn(command, [...first, ...args], {
      cwd: folder,
      // Standard output belongs to the script, which may have promised one line of JSON there.
      stdio: ['ignore', 2, 'pipe'],
      // npm.cmd is a batch file, which only a shell can run; the arguments are ours.
      shell: process.platform === 'win32' && command === 'npm.cmd',
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      process.stderr.write(chunk);
      complaint = (complaint + chunk).slice(-20_000);
    });
    child.on('error', (error) => done(`npm could not be run: ${error.message}`));
    child.on('close', (code) => done(code === 0 ? undefined : complaint || `npm ended with ${code}`));
  });
}

function explain(complaint) {
  if (UNREACHABLE.test(complaint)) {
    return 'The package registry cannot be reached, so that the dependencies could not be installed. Check the connection (and npm’s registry and proxy settings), then start again.';
  }
  if (/ENOSPC/.test(complaint)) return 'The disk is full: the dependencies need about 450 MB.';
  if (/EACCES|EPERM/.test(complaint))
    return `The dependencies could not be written: this user may not write to ${project}.`;
  return 'The dependencies could not be installed; npm says above why.';
}
