import { compileFlow } from '../flow/compile.js';
import type { AgentCall } from '../flow/agent/agent-call.js';
import type { AgentOutcome, AgentReply } from '../flow/agent/agent-reply.js';
import type { CompiledFlow } from '../flow/compiled-flow.js';
import { PlayedChat, type Played } from '../play/played-chat.js';
import { choicesOf } from '../play/shown-message.js';
import type { Heard } from './chat-loop.js';
import { messageLines } from './message-lines.js';
import { CliProblem, type Paint } from './terminal.js';

export const AGENT_HELP = `  3                    tap the third button or row of the last message; any other text is typed
  /event WELCOME       send an event
  /contexts            what the agent has in mind, and its parameters
  /help  /quit`;

/** Puts a query to the agent. Never throws. */
export type AskAgent = (call: AgentCall) => Promise<AgentOutcome>;

export interface AgentChatSetting {
  /** BCP-47. */
  language: string;
  ask: AskAgent;
  paint: Paint;
  /** Milliseconds, from anywhere. */
  now: () => number;
  /** Of this run: dialogues of different runs are different. */
  seed: string;
}

const STEP = 'talk';
const AGENT = 'agent';

/** A chat with an agent and nothing else: a conversation of one step, played as on a phone, with what the agent says of itself in dim lines. */
export class AgentChat {
  readonly #flow: CompiledFlow;
  #chat: PlayedChat;
  #dialogues = 0;

  constructor(private readonly setting: AgentChatSetting) {
    this.#flow = flowOf(setting.language);
    this.#chat = this.#begin();
  }

  async hear(line: string): Promise<Heard> {
    const said = line.trim();
    const [, command, rest = ''] = /^\/(\w+)\s*(.*)$/su.exec(said) ?? [];
    switch (command) {
      case undefined:
        return stay(said === '' ? [] : await this.#says(said));
      case 'quit':
        return { lines: [], leaves: true };
      case 'help':
        return stay(AGENT_HELP.split('\n'));
      case 'contexts':
        return stay(this.#contexts());
      case 'event':
        return stay(rest === '' ? ['(write it as /event WELCOME)'] : await this.#says(said, rest));
      default:
        return stay([`(there is no /${command}; /help says what there is)`]);
    }
  }

  /** @param event sent in place of what was said */
  async #says(said: string, event?: string): Promise<string[]> {
    const choice = /^\d{1,3}$/.test(said) ? this.#choices()[Number(said) - 1] : undefined;
    const lines = this.#lines(this.#chat.says(choice ? { kind: 'tap', ...choice } : { kind: 'text', text: said }));
    for (let { asking } = this.#chat; asking; { asking } = this.#chat) {
      const call = event === undefined ? asking : { ...asking, input: { kind: 'event' as const, name: event } };
      const began = this.setting.now();
      const outcome = await this.setting.ask(call);
      const tookMs = Math.round(this.setting.now() - began);
      lines.push(...this.#lines(this.#chat.answers(outcome)), ...this.#facts(outcome, tookMs));
    }
    if (this.#chat.session?.waiting?.stepId !== STEP) {
      lines.push(this.#dim('(this talk is over; what you say next begins another)'));
      this.#chat = this.#begin();
    }
    return lines;
  }

  #facts(outcome: AgentOutcome, tookMs: number): string[] {
    if (outcome.kind === 'failed') {
      const { class: kind, code, text } = outcome.failure;
      return [this.setting.paint('yellow', `     ! ${kind}, ${code}: ${text} (${tookMs} ms)`)];
    }
    return factsOf(outcome.reply, tookMs).map((fact) => this.#dim(`     · ${fact}`));
  }

  #lines({ messages }: Played): string[] {
    return messages.flatMap((message) => messageLines(message, { paint: this.setting.paint, templates: [] }));
  }

  #choices() {
    const last = this.#chat.sent.at(-1);
    return last ? choicesOf(last) : [];
  }

  #contexts(): string[] {
    const memory = this.#chat.session?.agents?.[AGENT];
    const lines = (memory?.contexts ?? []).map(
      ({ name, lifespan, parameters }) => `${name} (${lifespan}) ${JSON.stringify(parameters)}`,
    );
    if (memory?.page !== undefined) lines.push(`page ${memory.page}`);
    if (memory && Object.keys(memory.parameters).length > 0)
      lines.push(`parameters ${JSON.stringify(memory.parameters)}`);
    return lines.length > 0 ? lines : ['(nothing)'];
  }

  #begin(): PlayedChat {
    const { seed, language } = this.setting;
    this.#dialogues += 1;
    const chat = new PlayedChat({ flow: this.#flow, language, seed: `${seed}-${this.#dialogues}`, agents: 'later' });
    chat.start();
    return chat;
  }

  #dim(text: string): string {
    return this.setting.paint('dim', text);
  }
}

function factsOf(reply: AgentReply, tookMs: number): string[] {
  const { match, intent, confidence, action, slotFilling, ended, person, startFlow, giveBack, skipped, webhookFailed } =
    reply;
  const matched = [
    intent === undefined ? match : `${match} "${intent}"`,
    ...(confidence === undefined ? [] : [confidence.toFixed(2)]),
    ...(action === undefined ? [] : [`action ${action}`]),
    ...(slotFilling ? ['asks for a parameter'] : []),
    `${tookMs} ms`,
  ];
  return [
    matched.join(', '),
    ...(skipped.length > 0 ? [`left out, since not understood: ${skipped.join(', ')}`] : []),
    ...(webhookFailed === undefined ? [] : [`its webhook failed: ${webhookFailed}`]),
    ...(person ? [`hands over to a person ${JSON.stringify(person.data)}`] : []),
    ...(startFlow ? [`starts the flow ${startFlow.flowId}`] : []),
    ...(giveBack ? [`gives back ${JSON.stringify(giveBack.value)}`] : []),
    ...(ended ? ['ends the dialogue'] : []),
  ];
}

function stay(lines: string[]): Heard {
  return { lines, leaves: false };
}

/** @throws CliProblem for a language that there is not */
function flowOf(language: string): CompiledFlow {
  const source = JSON.stringify({
    id: 'agent-test',
    kind: 'conversation',
    languages: [language],
    title: 'Agent',
    steps: [{ id: STEP, agent: AGENT }],
  });
  const { flow, findings } = compileFlow(source, 'agent-test');
  if (flow) return flow;
  throw new CliProblem(`--language ${language}: ${findings[0]?.message ?? 'no language'}`);
}
