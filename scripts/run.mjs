import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject, project } from './project.mjs';

/**
 * Runs a program of an installed package (`node_modules/.bin` without a shell, so that paths may have spaces) and
 * shows what it prints. Returns its exit code, 1 for a signal.
 */
export async function runScript(file, args = [], env = {}) {
  const options = { cwd: project, stdio: 'inherit', env: { ...process.env, ...env } };
  const child = spawn(process.execPath, [inProject(file), ...args], options);
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
