import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { differenceOf } from '../../play/difference.js';
import type { AddCommand } from '../command.js';
import { yamlFiles } from '../files.js';
import { painter } from '../terminal.js';
import type { Paint, Terminal } from '../terminal.js';
import { playFile, transcriptYaml } from '../transcript-file.js';

interface Options {
  flows: string;
  update?: true;
}

export const test: AddCommand = (program, terminal, exit) => {
  program
    .command('test')
    .description('Play transcripts against their flows and show where a chat goes otherwise than written.')
    .argument('[files...]', 'transcripts, or folders of them', ['test/transcripts'])
    .option('--flows <folder>', 'where flows that are named by their id lie', 'flows')
    .option('--update', 'write down what really comes, in place of what the file says')
    .action(async (names: string[], options: Options) => {
      const paint = painter(terminal);
      const say = (line: string) => terminal.stdout.write(`${line}\n`);
      const files = await yamlFiles(terminal, names);
      let wrong = 0;
      for (const file of files) {
        const lines = await problemsOf(terminal, file, options);
        if (lines.length > 0) wrong += 1;
        say(lines.length === 0 ? `${paint('green', 'ok')}    ${file}` : `${paint('red', 'wrong')} ${file}`);
        for (const line of lines) say(`      ${painted(line, paint)}`);
      }
      const count = `${files.length} transcript${files.length === 1 ? '' : 's'}`;
      if (options.update) say(`${count} written${wrong > 0 ? `, but for ${wrong}` : ''}`);
      else say(wrong === 0 ? `${count} as written` : `${wrong} of ${count} went otherwise (- written, + what came)`);
      exit(wrong === 0 ? 0 : 1);
    });
};

/** What is wrong with one transcript, in lines; empty where it goes as written, or was written anew. */
async function problemsOf(terminal: Terminal, file: string, { flows, update }: Options): Promise<string[]> {
  const result = await playFile(terminal, file, flows);
  if (!result.ok) return result.problems;
  const { written, played } = result;
  if (!update) return differenceOf(written, played);
  await writeFile(path.resolve(terminal.cwd, file), transcriptYaml(played));
  return [];
}

function painted(line: string, paint: Paint): string {
  if (line.startsWith('  - ')) return paint('red', line);
  return line.startsWith('  + ') ? paint('green', line) : line;
}
