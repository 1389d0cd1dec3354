import { PassThrough, Readable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.js';
import type { Terminal } from '../../src/cli/terminal.js';

/** A terminal that is none: input from a text, output thrown away. */
export function terminalIn(cwd: string, stdin = ''): Terminal {
  return { cwd, stdin: Readable.from([stdin]), stdout: new PassThrough().resume(), stderr: new PassThrough().resume() };
}

/** Runs `canvass` within this process and gives what it printed. */
export async function canvass(
  cwd: string,
  args: readonly string[],
  stdin = '',
): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const terminal = terminalIn(cwd, stdin);
  const collect = (name: 'out' | 'err') => {
    const stream = new PassThrough();
    stream.on('data', (data: Buffer) => (printed[name] += data.toString('utf8')));
    return stream;
  };
  const code = await runCli(args, { ...terminal, stdout: collect('out'), stderr: collect('err') });
  return { code, ...printed };
}
