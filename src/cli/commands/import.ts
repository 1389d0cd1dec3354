import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FormRefused } from '../../exchange/finding.js';
import type { Imported } from '../../exchange/finish-import.js';
import { importSurveyJs } from '../../exchange/surveyjs/import-surveyjs.js';
import { importXlsForm } from '../../exchange/xlsform/import-xlsform.js';
import type { AddCommand } from '../command.js';
import { readText } from '../files.js';
import { showExchange } from '../show-exchange.js';
import { showFinding } from '../show-findings.js';
import { CliProblem, painter } from '../terminal.js';
import type { Terminal } from '../terminal.js';

interface Options {
  output?: string;
}

export const importForm: AddCommand = (program, terminal, exit) => {
  program
    .command('import')
    .description('Make a flow of an XLSForm workbook (.xlsx) or a SurveyJS definition (.json).')
    .argument('<form>', 'the form: .xlsx or .json')
    .option('-o, --output <file>', 'write the flow there (default: print it)')
    .action(async (file: string, { output }: Options) => {
      const { yaml, findings, problems } = await imported(terminal, file);
      if (output === undefined) terminal.stdout.write(yaml);
      else await writeFile(path.resolve(terminal.cwd, output), yaml);
      const paint = painter(terminal);
      for (const line of showExchange(findings)) terminal.stderr.write(`${line}\n`);
      const errors = problems.filter(({ severity }) => severity === 'error');
      for (const error of errors)
        terminal.stderr.write(`${showFinding({ ...error, file: output ?? error.file }, paint)}\n`);
      exit(errors.length > 0 ? 1 : 0);
    });
};

async function imported(terminal: Terminal, file: string): Promise<Imported> {
  const json = /\.json$/i.test(file);
  if (!json && !/\.xlsx$/i.test(file))
    throw new CliProblem(`${file} is neither .xlsx (XLSForm) nor .json (SurveyJS); save the form as one of these`);
  try {
    if (json) return importSurveyJs(await readText(terminal, file));
    return await importXlsForm(await readBytes(terminal, file));
  } catch (cause) {
    if (cause instanceof FormRefused) throw new CliProblem(`${file}: ${cause.message}`);
    throw cause;
  }
}

async function readBytes({ cwd }: Terminal, file: string): Promise<Uint8Array> {
  try {
    return await readFile(path.resolve(cwd, file));
  } catch (cause) {
    throw new CliProblem(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
