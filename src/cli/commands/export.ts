import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportSurveyJs } from '../../exchange/surveyjs/export-surveyjs.js';
import { exportXlsForm } from '../../exchange/xlsform/export-xlsform.js';
import type { AddCommand } from '../command.js';
import { readFlow } from '../files.js';
import { showExchange } from '../show-exchange.js';
import { CliProblem } from '../terminal.js';

export const exportForm: AddCommand = (program, terminal) => {
  program
    .command('export')
    .description('Write a flow as an XLSForm workbook (.xlsx) or a SurveyJS definition (.json).')
    .argument('<flow>', 'the flow file')
    .argument('<form>', 'the file to write: .xlsx or .json')
    .action(async (file: string, form: string) => {
      if (!/\.(xlsx|json)$/i.test(form))
        throw new CliProblem(`${form} is neither .xlsx (XLSForm) nor .json (SurveyJS); choose one of these endings`);
      const flow = await readFlow(terminal, file);
      const xlsx = /\.xlsx$/i.test(form);
      const { content, findings } = xlsx ? await asWorkbook() : asJson();
      await writeFile(path.resolve(terminal.cwd, form), content);
      for (const line of showExchange(findings)) terminal.stderr.write(`${line}\n`);

      async function asWorkbook() {
        const { file: content, findings } = await exportXlsForm(flow);
        return { content, findings };
      }

      function asJson() {
        const { json: content, findings } = exportSurveyJs(flow);
        return { content, findings };
      }
    });
};
