import { durationMs } from '../flow/definition/duration.js';
import type { InboundContent } from '../flow/inbound.js';
import type { Played, PlayedChat } from '../play/played-chat.js';
import { SentDetails, SentKind, sentContent } from '../play/sent-content.js';
import { choicesOf } from '../play/shown-message.js';
import type { Choice } from '../play/shown-message.js';
import type { OutboundMessage } from '../rendering/outbound.js';
import type { Template } from '../templates/template.js';
import type { Heard } from './chat-loop.js';
import { messageLines } from './message-lines.js';
import type { Paint } from './terminal.js';

export const HELP = `  3                    tap the third button or row of the last message; any other text is typed
  :say 3               type it, even where a number would tap
  :tap Good            tap what reads so, on an earlier message too
  :wait 25h            let time go by (45m, 2d, 1h 30m): reminders, closing windows, templates
  :image a caption     send a picture; also :video :audio :voice :document :sticker
  :location 30.04, 31.23
  :contact Ann +4915123456789
  :reaction 👍         also :poll, which is something Canvass has no word for
  :answers             what has been answered so far
  :help  :quit`;

/** Keeps a chat in a terminal: what is typed becomes what a person does, what comes is lines to print. */
export class TerminalChat {
  #ended = false;

  constructor(
    private readonly chat: PlayedChat,
    private readonly how: { templates: readonly Template[]; paint: Paint; notes: boolean },
  ) {}

  begin(): string[] {
    return this.#shown(this.chat.start());
  }

  hear(line: string): Heard {
    const said = line.trim();
    const [, command, rest = ''] = /^:(\w+)\s*(.*)$/su.exec(said) ?? [];
    if (command === undefined) return said === '' ? stay([]) : stay(this.#says(this.#meant(said)));
    switch (command) {
      case 'quit':
        return { lines: [], leaves: true };
      case 'help':
        return stay(HELP.split('\n'));
      case 'answers':
        return stay(this.#answers());
      case 'say':
        return stay(this.#says({ kind: 'text', text: rest }));
      case 'tap':
        return stay(this.#taps(rest));
      case 'wait': {
        const ms = durationMs(rest);
        return stay(
          ms === undefined ? ['(write it as :wait 25h, 45m, 2d or 1h 30m)'] : this.#shown(this.chat.wait(ms)),
        );
      }
      default:
        return stay(this.#sends(command, rest));
    }
  }

  /** How it stands when the chat is left. */
  outcome(): string[] {
    return ['', ...this.#answers()];
  }

  /** A number taps, where the last message has that many things to tap. */
  #meant(said: string): InboundContent {
    const choice = /^\d{1,3}$/.test(said) ? this.#choices(this.chat.sent.at(-1))[Number(said) - 1] : undefined;
    return choice ? { kind: 'tap', ...choice } : { kind: 'text', text: said };
  }

  #taps(title: string): string[] {
    const choices = this.chat.sent.toReversed().flatMap((message) => this.#choices(message));
    const choice = choices.find((one) => one.title === title);
    if (!choice) return [`(nothing reads "${title}"; the titles have to be written as they are shown)`];
    return this.#says({ kind: 'tap', ...choice });
  }

  #sends(command: string, rest: string): string[] {
    const kind = SentKind.safeParse(command);
    if (!kind.success) return [`(there is no :${command}; :help says what there is)`];
    const details = SentDetails.safeParse(detailsOf(kind.data, rest));
    if (!details.success) return [`(${details.error.issues[0]?.message ?? 'that is not understood'})`];
    return this.#says(sentContent(kind.data, details.data));
  }

  #says(content: InboundContent): string[] {
    return this.#shown(this.chat.says(content));
  }

  #shown({ messages, notes }: Played): string[] {
    const { paint, notes: withNotes } = this.how;
    const decided = withNotes ? notes.map((note) => paint('dim', `     · ${noteText(note)}`)) : [];
    const session = this.chat.session;
    const ends = session?.status === 'ended' && !this.#ended;
    this.#ended = session?.status === 'ended';
    const end = [session?.disposition, session?.reason].filter(Boolean).join(', ');
    const told = ends ? [paint('dim', `     (the survey is over: ${end}; "start" begins it again)`)] : [];
    return [...messages.flatMap((message) => messageLines(message, this.how)), ...decided, ...told];
  }

  #choices(message: OutboundMessage | undefined): Choice[] {
    return message ? choicesOf(message, this.how.templates) : [];
  }

  #answers(): string[] {
    const answers = Object.entries(this.chat.session?.answers ?? {});
    if (answers.length === 0) return ['(no answers yet)'];
    return answers.map(([id, { value, label }]) => {
      const stored = JSON.stringify(value);
      return stored === JSON.stringify(label) ? `${id}: ${stored}` : `${id}: ${stored} (${label})`;
    });
  }
}

function noteText({ name, data }: Played['notes'][number]): string {
  return [name, ...Object.entries(data).map(([key, value]) => `${key}=${String(value)}`)].join(' ');
}

function stay(lines: string[]): Heard {
  return { lines, leaves: false };
}

/** What stands behind the command, in the field that this kind of thing has for it. */
function detailsOf(kind: SentKind, rest: string): Record<string, string> {
  if (rest === '') return {};
  switch (kind) {
    case 'location':
      return { at: rest };
    case 'contact': {
      const [, name = '', phone = ''] = /^(.*?)\s*(\+[\d\s()-]+)?$/u.exec(rest) ?? [];
      return { ...(name !== '' && { name }), ...(phone !== '' && { phone: phone.replace(/[^\d+]/g, '') }) };
    }
    case 'reaction':
      return { emoji: rest };
    case 'document':
      return { name: rest };
    case 'sticker':
    case 'poll':
      return {};
    default:
      return { caption: rest };
  }
}
