/** One line to the person at the terminal. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** The same where standard output is for a machine. */
export function whisper(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends a script whose work cannot be done: one or more plain sentences, no stack trace. */
export class Refusal extends Error {
  name = 'Refusal';
}

/** Runs a script's main function; a Refusal is printed as it is, anything else with its stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Refusal ? error.message : error?.stack || error}\n`);
    process.exitCode = 1;
  }
}
