import { readDefinition } from '../../channels/cloud-payload/read-definition.js';
import { previewDraft } from '../../templates/draft.js';
import type { TemplatePreview } from '../../templates/preview.js';
import { checkDraft } from '../../templates/rules/check-draft.js';
import type { TemplateFinding } from '../../templates/rules/finding.js';
import type { AddCommand } from '../command.js';
import { readJsonFile } from '../files.js';
import { painter, type Paint, type Terminal } from '../terminal.js';

interface CheckOptions {
  preview?: true;
  strict?: true;
  json?: true;
}

interface CheckedTemplate {
  file: string;
  /** Its place in the file, from 1. */
  number: number;
  name: string;
  findings: TemplateFinding[];
  preview: TemplatePreview | null;
}

export const template: AddCommand = (program, terminal, exit) => {
  const group = program.command('template').description('Check WhatsApp templates before they are handed in.');
  group
    .command('check')
    .description('Hold templates against Meta’s rules: names, lengths, variables, samples, buttons.')
    .argument('<files...>', 'JSON files with one template or a list of them, as in flows/templates')
    .option('--preview', 'show each as its reader would see it')
    .option('--strict', 'fail for warnings too')
    .option('--json', 'print the findings as JSON')
    .action(async (files: string[], options: CheckOptions) => {
      const checked = (await Promise.all(files.map((file) => checkFile(terminal, file)))).flat();
      const findings = checked.flatMap((one) => one.findings);
      const errors = findings.filter(({ severity }) => severity === 'error').length;
      const lines = options.json
        ? [JSON.stringify({ templates: checked }, null, 2)]
        : report(checked, errors, { paint: painter(terminal), preview: options.preview ?? false });
      for (const line of lines) terminal.stdout.write(`${line}\n`);
      exit(errors > 0 || (options.strict && findings.length > 0) ? 1 : 0);
    });
};

/** @throws CliProblem for a file that cannot be read or is no JSON */
async function checkFile(terminal: Terminal, file: string): Promise<CheckedTemplate[]> {
  const content = await readJsonFile(terminal, file);
  const definitions: unknown[] = Array.isArray(content) ? content : [content];
  return definitions.map((definition, at) => {
    const read = readDefinition(definition);
    const number = at + 1;
    if (!read.ok) return { file, number, name: `number ${number}`, findings: read.findings, preview: null };
    const { draft } = read;
    const name = `${draft.name} (${draft.language})`;
    return { file, number, name, findings: checkDraft(draft), preview: previewDraft(draft) };
  });
}

function report(
  checked: readonly CheckedTemplate[],
  errors: number,
  { paint, preview }: { paint: Paint; preview: boolean },
): string[] {
  const warnings = checked.flatMap(({ findings }) => findings).length - errors;
  const summary = `${counted(checked.length, 'template')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  return [
    ...checked.flatMap((one) => [
      ...one.findings.map((finding) => findingLine(one, finding, paint)),
      ...(preview && one.preview ? previewLines(one, one.preview, paint) : []),
    ]),
    paint(errors > 0 ? 'red' : 'green', summary),
  ];
}

function findingLine({ file, name }: CheckedTemplate, finding: TemplateFinding, paint: Paint): string {
  const { severity, field, value, rule, message } = finding;
  const word = paint(severity === 'error' ? 'red' : 'yellow', severity);
  const place = field === '' ? '' : ` at ${field}`;
  const shown = value === '' ? '' : `\n    ${paint('dim', JSON.stringify(value))}`;
  return `${file}: ${name}${place}: ${word} ${rule}: ${message}${shown}`;
}

function previewLines({ name }: CheckedTemplate, { text }: TemplatePreview, paint: Paint): string[] {
  return [paint('dim', name), ...text.split('\n').map((line) => `  ${line}`.trimEnd()), ''];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
