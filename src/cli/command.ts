import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** Adds one subcommand to the programme. Its action gives the exit code: 0, or 1 where something was found wanting. */
export type AddCommand = (program: Command, terminal: Terminal, exit: (code: 0 | 1) => void) => void;
