import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hashOf, inProject } from '../project.mjs';
import { Refusal, say } from '../say.mjs';
import { withLock } from '../lock.mjs';

const run = promisify(execFile);
const POM = inProject('test', 'mongo-server', 'pom.xml');
const SOURCES = inProject('test', 'mongo-server', 'src', 'canvass', 'mongoserver');
const CACHE = inProject('node_modules', '.cache', 'canvass');
const MAIN = 'canvass.mongoserver.Main';
const JAVA = 17;

export const STAND_IN = 'mongo-java-server 1.47 with ordered indexes';

/** Whether the stand-in for MongoDB is built or can be (docs/decisions/0010-mongodb-stand-in.md): JDK 17 and Maven. */
export async function canRunStandIn() {
  if (!((await javaVersion()) >= JAVA)) return false;
  if (existsSync(await folder())) return true;
  return (await works('javac', '-version')) && (await works('mvn', '--version'));
}

/** The command that starts it. Without a folder it keeps nothing. Builds it first where that was not done yet. */
export async function standInCommand(port, dataDir) {
  const built = await build();
  const classpath = [join(built, 'classes'), join(built, 'lib', '*')].join(process.platform === 'win32' ? ';' : ':');
  const settings = ['-XX:+UseParallelGC', '-Xshare:auto'];
  return ['java', ...settings, '-cp', classpath, MAIN, String(port), ...(dataDir === undefined ? [] : [dataDir])];
}

async function build() {
  const ready = await folder();
  if (existsSync(ready)) return ready;
  return withLock('mongo-server', async () => {
    if (existsSync(ready)) return ready;
    say('Building the stand-in for MongoDB …');
    const fresh = `${ready}.new`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    const libraries = join(fresh, 'lib');
    await step('mvn', ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`]);
    await step('javac', ['-d', join(fresh, 'classes'), '-cp', join(libraries, '*'), ...(await sources())]);
    await rename(fresh, ready);
    return ready;
  });
}

/** Named after its sources: changed ones are built anew. */
async function folder() {
  const texts = await Promise.all([POM, ...(await sources())].map((path) => readFile(path, 'utf8')));
  return join(CACHE, `mongo-server-${hashOf(texts.join('\0'))}`);
}

async function sources() {
  const names = (await readdir(SOURCES)).filter((name) => name.endsWith('.java'));
  return names.sort().map((name) => join(SOURCES, name));
}

async function step(command, args) {
  try {
    await run(command, args);
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim();
    throw new Refusal(`The stand-in for MongoDB could not be built: ${command} said:\n${said || error.message}`);
  }
}

async function works(command, argument) {
  return run(command, [argument]).then(
    () => true,
    () => false,
  );
}

/** 0 where there is none. */
async function javaVersion() {
  const said = await run('java', ['-version']).catch(() => undefined);
  return Number(/version "(\d+)/.exec(said?.stderr ?? '')?.[1] ?? 0);
}
