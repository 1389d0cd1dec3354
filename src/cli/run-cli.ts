import { Command, CommanderError } from 'commander';
import { commands } from './commands.js';
import { CliProblem, painter } from './terminal.js';
import type { Terminal } from './terminal.js';

/** Wrong usage, as most Unix tools say it. */
const USAGE = 2;

/**
 * Runs `canvass` with its arguments (without node and the script).
 * @returns the exit code: 0 all is well, 1 something was found or failed, 2 wrong usage
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = 0;
  const program = new Command('canvass')
    .description('Surveys and conversations on WhatsApp: check, try and convert flows.')
    .exitOverride()
    .showHelpAfterError('Add --help to see what can be written here.')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const add of commands) {
    add(program, terminal, (wanted) => {
      code = wanted;
    });
  }
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Help that was asked for comes as an error with code 0, and commander has said what was wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (!(error instanceof CliProblem)) throw error;
    terminal.stderr.write(`${painter(terminal)('red', 'canvass:')} ${error.message}\n`);
    return 1;
  }
}
