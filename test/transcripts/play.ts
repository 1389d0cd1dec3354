import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFlow } from '../../src/flow/compile.js';
import type { CompiledFlow } from '../../src/flow/compile.js';
import type { Effect, FlowEvent } from '../../src/flow/engine.js';
import { Session } from '../../src/flow/session.js';
import { beginSession, step } from '../../src/flow/step.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { renderPrompts } from '../../src/rendering/render-prompts.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';

/** One line of a transcript. What the contact does is given, what the bot says is compared. */
export type Line =
  | { customer: string }
  /** A button or row by its title: on the newest message that has it, or on the bot's nth message, from 1. */
  | { tap: string; on?: number }
  /** Something that is neither text nor tap. */
  | { sends: 'sticker' | 'location' | 'reaction' | 'poll' }
  | { happens: 'nudge' | 'a template with the options' | 'a template that invites back' }
  | BotLine;

interface BotLine {
  bot: string;
  buttons?: string[];
  list?: { opens: string; rows: string[] };
  link?: string;
  media?: string;
}

export interface Transcript {
  title: string;
  flow: string;
  contact?: { name?: string; language?: string; attributes?: Record<string, string> };
  chat: Line[];
  /** Background decisions, in order. */
  notes: string[];
  answers: Record<string, unknown>;
  path: string[];
  ended: string;
}

const START = Date.UTC(2026, 0, 15, 9);
const MINUTE = 60_000;

/** Plays the contact's part of a transcript and writes down what comes of it, in the transcript's own form. */
export function play(transcript: Transcript): Transcript {
  const file = join(__dirname, '..', '..', 'flows', `${transcript.flow}.yaml`);
  const { flow, findings } = compileFlow(readFileSync(file, 'utf8'), transcript.flow);
  if (!flow) throw new Error(findings.map((finding) => finding.message).join('\n'));
  return new Player(flow, transcript).play();
}

class Player {
  private readonly chat: Line[] = [];
  private readonly notes: string[] = [];
  private readonly sent: OutboundMessage[] = [];
  private readonly contact;
  private now = START;
  private session: Session;

  constructor(
    private readonly flow: CompiledFlow,
    private readonly transcript: Transcript,
  ) {
    this.contact = { attributes: {}, ...transcript.contact };
    this.session = beginSession(flow, { id: 's1', flowVersion: 'v1', contact: this.contact, now: START });
  }

  play(): Transcript {
    this.take({ kind: 'start' });
    for (const line of this.transcript.chat) {
      if ('bot' in line) continue;
      this.chat.push(line);
      this.take(this.eventOf(line));
    }
    const { title, flow, contact } = this.transcript;
    return {
      title,
      flow,
      ...(contact && { contact }),
      chat: this.chat,
      notes: this.notes,
      answers: Object.fromEntries(Object.entries(this.session.answers).map(([id, answer]) => [id, answer.value])),
      path: this.session.path,
      ended:
        this.session.status === 'active'
          ? 'no'
          : [this.session.disposition, this.session.reason].filter(Boolean).join(', '),
    };
  }

  private eventOf(line: Exclude<Line, BotLine>): FlowEvent {
    if ('customer' in line) return { kind: 'message', content: { kind: 'text', text: line.customer } };
    if ('tap' in line)
      return {
        kind: 'message',
        content: { kind: 'tap', source: 'button', title: line.tap, id: this.idOf(line.tap, line.on) },
      };
    if ('happens' in line) {
      if (line.happens === 'nudge') return { kind: 'nudge' };
      return { kind: 'template-shown', buttons: line.happens === 'a template with the options' ? 'options' : 'invite' };
    }
    switch (line.sends) {
      case 'sticker':
        return { kind: 'message', content: { kind: 'media', media: 'sticker', id: 'm1' } };
      case 'location':
        return { kind: 'message', content: { kind: 'location', latitude: 52.5, longitude: 13.4 } };
      case 'reaction':
        return { kind: 'message', content: { kind: 'reaction', emoji: '👍', messageId: 'w1' } };
      case 'poll':
        return { kind: 'message', content: { kind: 'unsupported', type: 'poll' } };
    }
  }

  private idOf(title: string, on: number | undefined): string {
    const messages = on === undefined ? this.sent.toReversed() : this.sent.slice(on - 1, on);
    const choice = messages.flatMap(choicesOf).find((each) => each.title === title);
    if (!choice)
      throw new Error(
        `${this.transcript.title}: nothing reads "${title}"${on === undefined ? '' : ` on message ${on}`}`,
      );
    return choice.id;
  }

  private take(event: FlowEvent): void {
    this.now += MINUTE;
    // What a turn leaves has to survive being stored.
    const stored = Session.parse(JSON.parse(JSON.stringify(this.session)));
    const { session, effects } = step(this.flow, stored, event, { now: this.now, contact: this.contact });
    this.session = session;
    for (const message of renderPrompts(
      effects.filter(isSend).map((effect) => effect.prompt),
      whatsappCapabilities,
    )) {
      this.sent.push(message);
      this.chat.push(botLine(message));
    }
    for (const effect of effects) {
      if (effect.kind === 'note')
        this.notes.push(
          [effect.name, ...Object.entries(effect.data).map(([key, value]) => `${key}=${String(value)}`)].join(' '),
        );
    }
  }
}

function isSend(effect: Effect): effect is Extract<Effect, { kind: 'send' }> {
  return effect.kind === 'send';
}

function choicesOf(message: OutboundMessage): { id: string; title: string }[] {
  if (message.kind === 'buttons') return message.buttons;
  return message.kind === 'list' ? message.rows : [];
}

function botLine(message: OutboundMessage): BotLine {
  switch (message.kind) {
    case 'text':
      return { bot: message.body };
    case 'buttons':
      return { bot: message.body, buttons: message.buttons.map((button) => button.title) };
    case 'list':
      return {
        bot: message.body,
        list: {
          opens: message.button,
          rows: message.rows.map((row) => [row.title, row.description].filter(Boolean).join(' · ')),
        },
      };
    case 'link':
      return { bot: message.body, link: `${message.label} → ${message.url}` };
    case 'media':
      return { bot: message.caption ?? '', media: message.media.link ?? '' };
    case 'location-request':
    case 'template':
      throw new Error(`the engine sends no ${message.kind} in these flows`);
  }
}
