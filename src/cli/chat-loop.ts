import { createInterface } from 'node:readline';
import type { Terminal } from './terminal.js';

/** What is to be shown for a line that was typed, and whether the chat is over with it. */
export interface Heard {
  lines: string[];
  leaves: boolean;
}

/** Reads line by line until the chat is left or the input ends. What comes from a pipe is shown too. */
export async function chatLoop(terminal: Terminal, hear: (line: string) => Heard | Promise<Heard>): Promise<void> {
  const typing = terminal.stdout.isTTY === true;
  const input = createInterface({
    input: terminal.stdin,
    output: typing ? terminal.stdout : undefined,
    prompt: 'you> ',
  });
  if (typing) input.prompt();
  for await (const line of input) {
    // What comes from a file is not on the screen yet.
    if (!typing) writeLines(terminal, [`you> ${line}`]);
    const heard = await hear(line);
    writeLines(terminal, heard.lines);
    if (heard.leaves) break;
    if (typing) input.prompt();
  }
  input.close();
}

export function writeLines({ stdout }: Terminal, lines: readonly string[]): void {
  stdout.write(lines.map((line) => `${line}\n`).join(''));
}
