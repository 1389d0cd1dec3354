import type { CompiledFlow } from '../../flow/compiled-flow.js';
import { matchLanguage } from '../../flow/language.js';
import type { ContactView } from '../../flow/session.js';
import { stepPrompt, turnAt } from '../../flow/step-prompt.js';
import { renderPrompts } from '../../rendering/render-prompts.js';
import type { AddCommand } from '../command.js';
import { readFlow, readJsonFile } from '../files.js';
import { answersFrom } from '../given-answers.js';
import { providerNamed } from '../providers.js';
import { CliProblem } from '../terminal.js';

interface Options {
  language?: string;
  name?: string;
  phone: string;
  answers?: string;
  provider: string;
}

/** 2026-01-15 09:00 UTC: the same bytes whenever it is run. */
const NOW = Date.UTC(2026, 0, 15, 9);

export const render: AddCommand = (program, terminal) => {
  program
    .command('render')
    .description("Print what one step sends, as the provider's JSON: one body for each message.")
    .argument('<flow>', 'the flow file')
    .argument('<step>', 'id of the step, or its number in the file from 1')
    .option('--language <tag>', "one of the flow's languages (default: its first)")
    .option('--answers <file>', 'JSON with answers given before, by question: { "overall": "poor" }')
    .option('--name <name>', "the person's name")
    .option('--phone <number>', "the person's number", '+4915123456789')
    .option('--provider <name>', 'whose JSON', '360dialog')
    .action(async (file: string, stepName: string, options: Options) => {
      const adapter = providerNamed(options.provider);
      const flow = await readFlow(terminal, file);
      const step = stepNamed(flow, stepName, file);
      const { name, phone } = options;
      const contact: ContactView = { attributes: {}, phone, ...(name !== undefined && { name }) };
      const circumstances = { language: languageOf(flow, options.language), contact, answers: {}, vars: {}, now: NOW };
      const given = options.answers === undefined ? {} : await readJsonFile(terminal, options.answers);
      const answers = answersFrom(flow, given, circumstances, options.answers ?? '');
      const { prompt, notes } = stepPrompt(turnAt(flow, { ...circumstances, answers }), step);
      for (const { name: event, data } of notes) terminal.stderr.write(`${event}: ${String(data['error'] ?? '')}\n`);
      if (!prompt) throw new CliProblem(`the step "${stepName}" of ${file} sends nothing: it only decides or computes`);
      const messages = renderPrompts([prompt], adapter.capabilities);
      const bodies = messages.map((message) => adapter.encode({ to: { phone }, message, ref: 'preview' }));
      terminal.stdout.write(`${JSON.stringify(bodies, null, 2)}\n`);
    });
};

function stepNamed(flow: CompiledFlow, name: string, file: string) {
  const byId = flow.steps.find(({ id }) => id === name);
  const byNumber = flow.steps.find(({ path }) => path.length === 2 && String(Number(path[1]) + 1) === name);
  const step = byId ?? byNumber;
  if (step) return step;
  const ids = flow.steps.flatMap(({ id }) => id ?? []);
  throw new CliProblem(`${file} has no step "${name}"; it has ${ids.join(', ')}, or name one by its number`);
}

function languageOf({ id, languages }: CompiledFlow, wanted: string | undefined): string {
  const [first = 'en'] = languages;
  if (wanted === undefined) return first;
  const found = matchLanguage(languages, wanted);
  if (found !== undefined) return found;
  throw new CliProblem(`the flow "${id}" does not speak "${wanted}"; it speaks ${languages.join(', ')}`);
}
