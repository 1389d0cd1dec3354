import { randomUUID } from 'node:crypto';
import { AGENT_HELP, AgentChat } from '../agent-chat.js';
import { linkedAgent, openAgent, readLocalAgent, type TestedAgent } from '../agents.js';
import { chatLoop, writeLines } from '../chat-loop.js';
import type { AddCommand } from '../command.js';
import { readText } from '../files.js';
import { CliProblem, painter, type Terminal } from '../terminal.js';

interface TestOptions {
  es?: true;
  cx?: true;
  project?: string;
  location?: string;
  agent?: string;
  environment?: string;
  key?: string;
  emulator?: string;
  server?: string;
  token?: string;
  language?: string;
}

/** Of the wrong phrases, so many are shown. */
const MOST_WRONG = 20;

export const agent: AddCommand = (program, terminal, exit) => {
  const group = program.command('agent').description('Talk to a Dialogflow agent, or check an exported one.');
  group
    .command('test')
    .description('Chat with an agent in the terminal: an exported one, one at Google, or one that is linked.')
    .argument('[what]', 'folder or zip of an exported Dialogflow ES agent; with --server the id of the link')
    .option('--es', 'Dialogflow ES at Google')
    .option('--cx', 'Dialogflow CX at Google')
    .option('--project <id>', 'with --es and --cx: the Google Cloud project')
    .option('--location <region>', 'its region: global, europe-west1')
    .option('--agent <id>', 'with --cx: the id of the agent')
    .option('--environment <id>', 'absent: the draft')
    .option('--key <file>', 'JSON key of a service account')
    .option('--emulator <host:port>', "a gRPC server in place of Google's")
    .option('--server <url>', 'a running Canvass')
    .option('--token <token>', 'its API token')
    .option('--language <tag>', 'language of the chat')
    .addHelpText('after', `\nIn the chat:\n${AGENT_HELP}`)
    .action(async (what: string | undefined, options: TestOptions) => {
      const { tested, language } = await testedAgent(terminal, what, options);
      try {
        const chat = new AgentChat({
          language,
          ask: tested.ask,
          paint: painter(terminal),
          now: () => performance.now(),
          seed: randomUUID(),
        });
        writeLines(terminal, [...tested.about, '(/help says what you can do here, /quit leaves)', '']);
        await chatLoop(terminal, (line) => chat.hear(line));
      } finally {
        await tested.close();
      }
    });
  group
    .command('check')
    .description('What an exported Dialogflow ES agent loses here, and how many of its own phrases it answers right.')
    .argument('<agent>', 'folder or zip')
    .action(async (name: string) => exit(await check(terminal, name)));
};

async function testedAgent(
  terminal: Terminal,
  what: string | undefined,
  options: TestOptions,
): Promise<{ tested: TestedAgent; language: string }> {
  const { es, cx, server, token, project, location, environment, emulator, language } = options;
  const ways = [es, cx, server].filter((way) => way !== undefined).length;
  if (ways > 1) throw new CliProblem('--es, --cx and --server: one of them at a time');
  if (server !== undefined) {
    if (what === undefined || token === undefined) {
      throw new CliProblem('--server: needs the id of the link and --token, the API token');
    }
    return { tested: await linkedAgent(server, token, what), language: language ?? 'en' };
  }
  if (es === undefined && cx === undefined) {
    if (what === undefined)
      throw new CliProblem('name a folder or zip, or say --es, --cx or --server (--help explains)');
    const { agent: definition, problems } = await readLocalAgent(terminal, what);
    if (!definition) throw new CliProblem(`${what} is no exported Dialogflow ES agent: ${problems.join('; ')}`);
    return {
      tested: await openAgent('local', { definition }, undefined, undefined),
      language: language ?? definition.languages[0] ?? 'en',
    };
  }
  const speaks = language ?? 'en';
  const secret = options.key === undefined ? undefined : await readText(terminal, options.key);
  const common = { projectId: project ?? projectOf(secret), location, environment, languages: [speaks] };
  const tested = es
    ? await openAgent('dialogflow-es', common, secret, emulator)
    : await openAgent('dialogflow-cx', { ...common, agentId: options.agent }, secret, emulator);
  return { tested, language: speaks };
}

/** The key's own project, as a rule the agent's. */
function projectOf(secret: string | undefined): unknown {
  if (secret === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(secret);
    return typeof key === 'object' && key !== null && 'project_id' in key ? key.project_id : undefined;
  } catch {
    // Opening the agent says what is wrong with the key.
    return undefined;
  }
}

async function check(terminal: Terminal, name: string): Promise<0 | 1> {
  const { agent: definition, problems } = await readLocalAgent(terminal, name);
  writeLines(terminal, problems);
  if (!definition) throw new CliProblem(`${name} cannot be read as an exported Dialogflow ES agent`);
  const { compileLocalAgent } = await import('../../agents/local/compile-local-agent.js');
  const { selfShare } = await import('../../agents/local/self-share.js');
  const { asked, right, share, wrong } = selfShare(compileLocalAgent(definition));
  const { intents, entities, languages } = definition;
  writeLines(terminal, [
    `${definition.name}: ${intents.length} intents, ${entities.length} entities, languages ${languages.join(', ')}`,
    `of ${asked} own training phrases ${right} find their intent (${(share * 100).toFixed(1)} %)`,
    ...wrong
      .slice(0, MOST_WRONG)
      .map(({ language, phrase, expected, got }) => `  ${language} "${phrase}": ${got ?? 'nothing'}, not ${expected}`),
    ...(wrong.length > MOST_WRONG ? [`  … and ${wrong.length - MOST_WRONG} more`] : []),
  ]);
  return 0;
}
