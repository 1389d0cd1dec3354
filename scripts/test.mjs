// npm test: everything that is checked, in the order in which mistakes are cheapest to find. Arguments go to Jest.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, ensureInstalledIn } from './ensure-installed.mjs';
import { inProject } from './project.mjs';
import { runScript } from './run.mjs';
import { main, Refusal, say } from './say.mjs';

const META_SCHEMAS = '../shared/contracts/whatsapp-cloud-v23.schemas.json';
const UNDER_LOAD = 'test/(system|bench|chaos)/';

const CHECKS = [
  ['format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['types of the sources', 'node_modules/typescript/bin/tsc', ['--noEmit', '--incremental', 'false']],
  ['types of the tests', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.test.json']],
  ['types of the studio', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'studio']],
  ['types of the pages', 'scripts/build-pages.mjs', ['--check']],
  [
    'lint',
    'node_modules/oxlint/bin/oxlint',
    ['--type-aware', 'src', 'studio/src', 'test', 'scripts', 'bench', 'chaos'],
  ],
  [
    'boundaries',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', '.dependency-cruiser.cjs', 'src'],
  ],
  ['dead code', 'node_modules/knip/bin/knip.js', ['--no-progress']],
];

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  await checkTools();
  for (const [title, file, args] of CHECKS) {
    say(`\n— ${title}`);
    if ((await runScript(file, args)) !== 0) throw new Refusal(`Failed: ${title}.`);
  }
  say('\n— tests');
  await tests(process.argv.slice(2));
});

/** What some tests need that npm does not bring. */
async function checkTools() {
  // What they import comes with the install.
  const { HOW_TO_GET_MONGODB, findMongoServer } = await import('./mongo-server.mjs');
  const { HOW_TO_GET_REDIS, findRedisServer } = await import('./servers/redis-server.mjs');
  if (!existsSync(inProject(META_SCHEMAS))) {
    say(
      `NOTE: Meta's published schemas (${META_SCHEMAS}) do not stand beside this checkout: the simulator judges payloads alone.`,
    );
  }
  const missing = [];
  const chromium = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
  if (!existsSync(chromium)) {
    missing.push(
      `Chromium is missing (${chromium}): the tests in a browser cannot run. Debian and Ubuntu: apt-get install chromium; ` +
        'elsewhere set CHROMIUM_PATH to a Chromium or Chrome.',
    );
  }
  if (!(await findRedisServer()))
    missing.push(`Redis is missing: the tests of the large size cannot run. ${HOW_TO_GET_REDIS}`);
  if (!(await findMongoServer()))
    missing.push(`MongoDB is missing: the tests of the large size cannot run. ${HOW_TO_GET_MONGODB}`);
  const noOracle = await installOracle();
  if (noOracle !== undefined)
    missing.push(`survey-core could not be installed: the tests beside it (test/oracle) cannot run. ${noOracle}`);
  for (const sentence of missing) say(`NOTE: ${sentence}`);
  if (missing.length > 0 && process.env.REQUIRE_ALL === '1') throw new Refusal('REQUIRE_ALL=1 makes that a failure.');
}

/** survey-core, which the engine is held against: docs/oracle.md. Gives what was in the way. */
async function installOracle() {
  try {
    await ensureInstalledIn(inProject('bench', 'engine'));
    return undefined;
  } catch (cause) {
    if (cause instanceof Refusal) return cause.message;
    throw cause;
  }
}

/**
 * The tests under load come last and one by one: beside others they would measure those. Arguments for Jest mean one
 * run with just these.
 */
async function tests(args) {
  const runs =
    args.length > 0
      ? [args]
      : [
          ['--testPathIgnorePatterns', '/node_modules/', UNDER_LOAD],
          ['--runInBand', UNDER_LOAD],
        ];
  const folder = await mkdtemp(join(tmpdir(), 'canvass-routes-'));
  const [described, seen] = [join(folder, 'described'), join(folder, 'seen')];
  Object.assign(process.env, {
    ROUTES_DESCRIBED: described,
    ROUTES_SEEN: seen,
    STUDIO_DIST: inProject('dist', 'studio'),
  });
  const files = new Map();
  let otherFailure = false;
  const inJest = async (run) => {
    const { results, failedOtherwise } = await jest(run);
    for (const [file, counts] of results) files.set(file, counts);
    otherFailure ||= failedOtherwise;
  };
  for (const run of runs) await inJest(run);
  // docs/decisions/0022: once more and alone, said so.
  const again =
    args.length > 0
      ? []
      : [...files]
          .filter(hasFailed)
          .map(([file]) => file)
          .filter(isInBrowser);
  if (again.length > 0) {
    say(`\n— once more, alone: ${again.map((file) => relative(inProject(), file)).join(', ')}`);
    await inJest(['--runInBand', '--runTestsByPath', ...again]);
    const unsteady = again.filter((file) => !hasFailed([file, files.get(file)]));
    for (const file of unsteady)
      say(`UNSTEADY: ${relative(inProject(), file)} failed beside the others and passed alone.`);
  }
  const sum = { passed: 0, failed: 0, skipped: 0, broken: 0 };
  for (const counts of files.values()) for (const [name, count] of Object.entries(counts)) sum[name] += count;
  const broken = sum.broken > 0 ? `, ${sum.broken} files that could not run` : '';
  say(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped${broken}`);
  if (sum.failed + sum.broken > 0 || otherFailure) process.exitCode = 1;
  if (args.length === 0) await checkRoutes(described, seen);
  await rm(folder, { recursive: true, force: true });
}

/** Every route that the API's description names was called, and answered well, by some test. */
async function checkRoutes(described, seen) {
  const lines = async (file) => (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const known = new Set(await lines(seen));
  const never = (await lines(described)).filter((route) => !known.has(route));
  if (never.length === 0) return;
  say(`\nNo test calls these routes of the API with success:\n  ${never.join('\n  ')}`);
  process.exitCode = 1;
}

function isInBrowser(file) {
  return file.endsWith('.browser.test.ts');
}

function hasFailed([, { failed, broken }]) {
  return failed + broken > 0;
}

function countsOf({ status, assertionResults }) {
  const count = (...wanted) => assertionResults.filter((test) => wanted.includes(test.status)).length;
  const failed = count('failed');
  return {
    passed: count('passed'),
    failed,
    skipped: count('pending', 'todo', 'skipped', 'disabled'),
    broken: status === 'failed' && failed === 0 ? 1 : 0,
  };
}

/** The results by file, and whether Jest failed for something else. */
async function jest(args) {
  const folder = await mkdtemp(join(tmpdir(), 'canvass-jest-'));
  const file = join(folder, 'summary.json');
  try {
    const code = await runScript('node_modules/jest/bin/jest.js', [
      '--json',
      `--outputFile=${file}`,
      '--silent=false',
      ...args,
    ]);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) throw new Refusal('Jest ended before it had a result.');
    const results = JSON.parse(text).testResults.map((result) => [result.name, countsOf(result)]);
    // A failure that no test stands for: a coverage threshold, an open handle.
    return { results, failedOtherwise: code !== 0 && !results.some(hasFailed) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
