#!/usr/bin/env node
import { runCli } from './run-cli.js';

// A reader that has seen enough (`canvass lint … | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { stdin, stdout, stderr } = process;
runCli(process.argv.slice(2), { stdin, stdout, stderr, cwd: process.cwd() }).then(
  (code) => {
    process.exitCode = code;
    // A terminal that is still being read from would keep the process.
    stdin.unref?.();
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    stderr.write(`canvass: this is a defect of Canvass, not of your file: ${message}\n`);
    process.exitCode = 70;
  },
);
