import { compileFlow } from '../../flow/compile.js';
import type { Finding } from '../../flow/definition/finding.js';
import type { FindSubflow, SubflowSource } from '../../flow/lint/called-flows.js';
import { lintDeeply } from '../../flow/lint/lint-deeply.js';
import { templateFindings } from '../../flows/template-findings.js';
import type { Capabilities } from '../../rendering/capabilities.js';
import { whatsappCapabilities } from '../../rendering/whatsapp-capabilities.js';
import type { Template } from '../../templates/template.js';
import type { AddCommand } from '../command.js';
import { readText, subflowsBeside, yamlFiles } from '../files.js';
import { providerNamed } from '../providers.js';
import { showFinding } from '../show-findings.js';
import { readTemplates } from '../template-files.js';
import { painter } from '../terminal.js';

interface Options {
  channel?: string;
  templates?: string[];
  strict?: true;
  json?: true;
}

export const lint: AddCommand = (program, terminal, exit) => {
  program
    .command('lint')
    .description('Check flows: everything that would go wrong, be refused or be cut, in each language.')
    .argument('<files...>', 'flow files, or folders of them')
    .option('--channel <provider>', 'check for what this provider can show (default: WhatsApp itself)')
    .option('--templates <files...>', 'check the templates that flows name against these files')
    .option('--strict', 'fail for warnings too')
    .option('--json', 'print the findings as JSON')
    .action(async (names: string[], options: Options) => {
      const { capabilities } = options.channel === undefined ? whatsapp : providerNamed(options.channel);
      const lists = await Promise.all((options.templates ?? []).map((file) => readTemplates(terminal, file)));
      const templates = options.templates && lists.flat();
      const files = await yamlFiles(terminal, names);
      const findings: Finding[] = [];
      for (const file of files) {
        const given = { source: await readText(terminal, file), file, subflow: subflowsBeside(terminal, file) };
        findings.push(...findingsOf(given, capabilities, templates));
      }
      const errors = findings.filter(({ severity }) => severity === 'error').length;
      if (options.json) terminal.stdout.write(`${JSON.stringify({ files, findings }, null, 2)}\n`);
      else for (const line of report(findings, files.length, errors)) terminal.stdout.write(`${line}\n`);
      exit(errors > 0 || (options.strict && findings.length > 0) ? 1 : 0);
    });

  function report(findings: readonly Finding[], files: number, errors: number): string[] {
    const paint = painter(terminal);
    const warnings = findings.length - errors;
    const summary = `${counted(files, 'file')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
    return [...findings.map((finding) => showFinding(finding, paint)), paint(errors > 0 ? 'red' : 'green', summary)];
  }
};

const whatsapp = { capabilities: whatsappCapabilities };

function findingsOf(
  { source, file, subflow }: SubflowSource & { subflow: FindSubflow },
  capabilities: Capabilities,
  templates: readonly Template[] | undefined,
): Finding[] {
  const { flow, findings } = compileFlow(source, file, { subflow });
  if (!flow) return findings;
  const ofTemplates = templates
    ? templateFindings(flow, file, (name) => templates.filter((template) => template.name === name))
    : [];
  return [...findings, ...lintDeeply(flow, file, capabilities), ...ofTemplates].toSorted(
    (a, b) => a.line - b.line || a.column - b.column,
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
