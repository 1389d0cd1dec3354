import { matchLanguage } from '../../flow/language.js';
import type { CompiledFlow } from '../../flow/compiled-flow.js';
import { unknownHidden } from '../../flow/hidden.js';
import type { HiddenValues } from '../../flow/hidden.js';
import { PlayedChat } from '../../play/played-chat.js';
import { agentsBeside } from '../agents-beside.js';
import { chatLoop, writeLines } from '../chat-loop.js';
import type { AddCommand } from '../command.js';
import { readFlow } from '../files.js';
import { HELP, TerminalChat } from '../terminal-chat.js';
import { templatesBeside } from '../template-files.js';
import { CliProblem, painter } from '../terminal.js';

interface Options {
  language?: string;
  name?: string;
  phone?: string;
  seed?: string;
  hidden?: string[];
  notes?: true;
}

export const play: AddCommand = (program, terminal) => {
  program
    .command('play')
    .description('Chat with a flow in the terminal, as a person on WhatsApp would.')
    .argument('<flow>', 'the flow file')
    .option('--language <tag>', "one of the flow's languages")
    .option('--name <name>', "the person's name")
    .option('--phone <number>', "the person's number, +49…")
    .option('--hidden <name=value...>', 'values given at the start, as the flow lists them under hidden')
    .option('--seed <text>', 'decides what is drawn by lot; the same gives the same again')
    .option('--notes', 'show what is decided in the background')
    .addHelpText('after', `\nIn the chat:\n${HELP}`)
    .action(async (file: string, options: Options) => {
      const flow = await readFlow(terminal, file);
      const { name, phone, language, seed } = options;
      checkLanguage(flow, language);
      const hidden = hiddenFrom(flow, options.hidden ?? []);
      const templates = await templatesBeside(terminal, file, flow.id);
      const contact = { attributes: {}, ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) };
      const agents = await agentsBeside(terminal, file, flow);
      const chat = new TerminalChat(new PlayedChat({ flow, templates, contact, language, hidden, seed, agents }), {
        templates,
        paint: painter(terminal),
        notes: options.notes ?? false,
      });
      writeLines(terminal, [
        `${flow.title(language ?? flow.languages[0] ?? 'en')} (:help says what you can do here, :quit leaves)`,
        '',
        ...chat.begin(),
      ]);
      await chatLoop(terminal, (line) => chat.hear(line));
      writeLines(terminal, chat.outcome());
    });
};

function checkLanguage({ id, languages }: CompiledFlow, wanted: string | undefined): void {
  if (wanted === undefined || matchLanguage(languages, wanted) !== undefined) return;
  throw new CliProblem(`the flow "${id}" does not speak "${wanted}"; it speaks ${languages.join(', ')}`);
}

function hiddenFrom(flow: CompiledFlow, given: readonly string[]): HiddenValues {
  const values = Object.fromEntries(
    given.map((one) => {
      const [, name, value] = /^(\w+)=(.*)$/su.exec(one) ?? [];
      if (name === undefined || value === undefined) throw new CliProblem(`--hidden ${one}: write it as name=value`);
      return [name, value];
    }),
  );
  const [unknown] = unknownHidden(flow, values);
  if (unknown === undefined) return values;
  const there = flow.hidden.length === 0 ? 'it lists none' : `there are ${flow.hidden.join(', ')}`;
  throw new CliProblem(`the flow "${flow.id}" has no hidden value "${unknown}"; ${there}`);
}
