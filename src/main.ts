import 'reflect-metadata';
import { Accounts } from './accounts/accounts.js';
import { setupCodeOf } from './accounts/setup-code.js';
import { InvalidSettings, readSettings, type Settings } from './config/settings.js';
import type { Finding } from './flow/definition/finding.js';
import { FlowAgentCheck } from './flows/flow-agent-check.js';
import { FlowTemplateCheck } from './flows/flow-template-check.js';
import { TemplateDriftReport } from './flows/template-drift-report.js';
import { createApp } from './http/create-app.js';
import { createLogger, type Logger } from './logging/logger.js';
import { openRuntime, type Runtime } from './runtime/runtime.js';

/** A stop that takes longer than this is forced. */
const STOP_WITHIN_MS = 30_000;

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

async function start(settings: Settings, log: Logger): Promise<void> {
  const runtime = await openRuntime({
    settings,
    log,
    projectDir: process.cwd(),
    onDatabaseLost: (err) => {
      log.fatal({ event: 'database.lost', err }, 'the embedded database has gone away; stopping');
      process.exit(1);
    },
  });
  const app = await createApp(runtime);
  stopOnSignals(log, async () => {
    await app.close();
    await runtime.close();
  });
  await app.listen(settings.PORT, settings.HOST);
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address ? address.port : settings.PORT;
  runtime.publicUrl.value = settings.PUBLIC_URL ?? `http://127.0.0.1:${port}`;
  // A worker may start before the web processes have published anything: it has nothing to say about flows.
  const checks =
    settings.ROLE === 'worker'
      ? []
      : [app.get(FlowTemplateCheck), app.get(TemplateDriftReport), app.get(FlowAgentCheck)];
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check.findingsEverywhere(runtime.scope)));
  const isNew = settings.ROLE !== 'worker' && !(await app.get(Accounts).hasUsers(runtime.scope));
  const setupLink = isNew
    ? `${runtime.publicUrl.value}/welcome?code=${setupCodeOf(runtime.keys.secretKey)}`
    : undefined;
  report(runtime, port, findings, setupLink);
  process.send?.({ kind: 'ready', port, apiToken: runtime.keys.apiToken, setupLink });
}

/** What a person at the terminal wants to know, in plain lines. */
function report(
  { loaded, loadedAgents, keys, log, settings }: Runtime,
  port: number,
  ofFlows: readonly Finding[],
  setupLink: string | undefined,
): void {
  const { published, leftOut, retired, findings } = loaded.report;
  for (const { severity, file, line, column, path, rule, message, mend } of [
    ...findings,
    ...loadedAgents.findings,
    ...ofFlows,
  ]) {
    process.stdout.write(
      `${file}:${line}:${column} ${severity} ${rule}${path ? ` at ${path}` : ''}: ${message}${mend ? ` ${mend}` : ''}\n`,
    );
  }
  // A worker publishes none: it takes those that the web processes have published.
  if (settings.ROLE !== 'worker') {
    process.stdout.write(`flows: ${published.map(({ flowId }) => flowId).join(', ') || 'none'}\n`);
  }
  for (const name of loadedAgents.leftOut) process.stdout.write(`left out because of mistakes: agents/${name}\n`);
  for (const { file, stillPublished } of leftOut) {
    const meanwhile =
      stillPublished === undefined ? '' : `; the last good version of ${stillPublished} stays published`;
    process.stdout.write(`left out because of mistakes: ${file}${meanwhile}\n`);
  }
  if (loadedAgents.linked.length > 0) process.stdout.write(`local agents: ${loadedAgents.linked.join(', ')}\n`);
  if (retired.length > 0) process.stdout.write(`retired, their files are gone: ${retired.join(', ')}\n`);
  // Printed once; later starts only say where it is.
  if (keys.tokenIsNew) process.stdout.write(`API token: ${keys.apiToken}\n`);
  if (keys.tokenFile !== undefined) process.stdout.write(`API token is kept in ${keys.tokenFile}\n`);
  if (setupLink !== undefined) process.stdout.write(`make the first account: ${setupLink}\n`);
  process.stdout.write(`canvass ready http://127.0.0.1:${port}\n`);
  log.info(
    { event: 'started', port, clock: settings.CLOCK, flows: published.length, leftOut: leftOut.length },
    'started',
  );
}

function stopOnSignals(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const stopFor = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ event: 'stopping', reason }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ event: 'stop.failed', err }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => stopFor('SIGINT'));
  process.on('SIGTERM', () => stopFor('SIGTERM'));
  // Started by npm start, which was killed: nobody is left who would stop us.
  if (process.send) process.on('disconnect', () => stopFor('the starting script has gone'));
}

const settings = settingsOrExit();
const log = createLogger(settings.LOG_LEVEL);
start(settings, log).catch((error: unknown) => {
  // What a person can mend is one sentence; the rest of it is in the log at level debug.
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Canvass could not start: ${message}\n`);
  log.debug({ event: 'start.failed', err: error }, message);
  process.exit(1);
});
