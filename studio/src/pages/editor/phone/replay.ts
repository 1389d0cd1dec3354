import type { CompiledFlow } from '@core/flow/compiled-flow.js';
import type { InboundContent } from '@core/flow/inbound.js';
import type { Answer } from '@core/flow/session.js';
import { PlayedChat, type Played } from '@core/play/played-chat.js';
import type { Capabilities } from '@core/rendering/capabilities.js';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import type { Template } from '@core/templates/template.js';

/** What whoever plays has done. */
export type Move = { kind: 'says'; content: InboundContent } | { kind: 'wait'; ms: number };

/** One line of the chat; `at` is the played time, milliseconds since 1970. */
export type Line =
  | { kind: 'sent'; at: number; message: OutboundMessage }
  | { kind: 'said'; at: number; content: InboundContent }
  | { kind: 'waited'; at: number; ms: number }
  | { kind: 'note'; at: number; note: ToldNote };

/** Decisions in the background that whoever plays wants to know of; the others only explain themselves. */
const TOLD = [
  'window.closed',
  'fallback.given-up',
  'fallback.template-skipped',
  'fallback.deferred',
  'agent.failed',
  'handoff.begun',
  'quota.full',
  'turn.budget-exceeded',
] as const;
export type ToldNote = (typeof TOLD)[number];

export interface Replayed {
  lines: Line[];
  /** By question. They stay when the survey is over. */
  answers: Record<string, Answer>;
  isOver: boolean;
}

export interface PlaySetting {
  flow: CompiledFlow;
  language: string;
  capabilities: Capabilities;
  templates: readonly Template[];
  name: string;
}

/**
 * Plays the whole chat from its start, with the turns of production. A chat is short, and one that is played anew each
 * time needs no state of its own: taking back is one move less, and a change of the survey shows in it at once.
 */
export function replay(
  { flow, language, capabilities, templates, name }: PlaySetting,
  moves: readonly Move[],
): Replayed {
  const contact = { name, language, attributes: {} };
  const chat = new PlayedChat({ flow, language, capabilities, templates, contact });
  const lines: Line[] = [];
  const tell = ({ messages, notes }: Played) => {
    const at = chat.now;
    for (const note of notes) {
      const told = TOLD.find((known) => known === note.name);
      if (told) lines.push({ kind: 'note', at: note.at, note: told });
    }
    for (const message of messages) lines.push({ kind: 'sent', at, message });
  };
  tell(chat.start());
  for (const move of moves) {
    if (move.kind === 'says') {
      const before = lines.length;
      tell(chat.says(move.content));
      lines.splice(before, 0, { kind: 'said', at: chat.now, content: move.content });
    } else {
      lines.push({ kind: 'waited', at: chat.now + move.ms, ms: move.ms });
      tell(chat.wait(move.ms));
    }
  }
  return { lines, answers: chat.session?.answers ?? {}, isOver: chat.session?.status !== 'active' };
}
