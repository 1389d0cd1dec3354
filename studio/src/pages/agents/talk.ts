import { z } from 'zod';
import type { AgentAnswerView } from '@core/api/agent-views.js';
import { AgentMessage } from '@core/flow/agent/agent-reply.js';
import { whatsappCapabilities } from '@core/rendering/whatsapp-capabilities.js';
import { showAnswer, type ShownAnswer } from './shown-answer.js';

/** What is said to the agent: words, or an event that a button stands for. */
export interface Question {
  /** As it stands in the chat. */
  shown: string;
  /** As the service takes it. */
  body: { text: string } | { event: string; parameters?: Record<string, unknown> };
}

export type TalkEntry =
  | { kind: 'said'; id: number; text: string }
  | { kind: 'answered'; id: number; answer: AgentAnswerView; shown: ShownAnswer }
  /** Another page of a list, which the agent is not asked for. */
  | { kind: 'paged'; id: number; shown: ShownAnswer }
  | { kind: 'failed'; id: number; error: unknown; question: Question };

/** A trial talk as it stands; `answer` of the last reply goes with the next question. */
export interface Talk {
  entries: readonly TalkEntry[];
  last: AgentAnswerView | undefined;
  renders: number;
}

export const NO_TALK: Talk = { entries: [], last: undefined, renders: 0 };

const Messages = z.array(AgentMessage);

export type TalkEvent =
  | { kind: 'said'; text: string }
  | { kind: 'answered'; answer: AgentAnswerView; language: string }
  | { kind: 'paged'; message: AgentMessage; first: number; page: number; language: string }
  | { kind: 'failed'; error: unknown; question: Question }
  | { kind: 'began-anew' };

/** What comes of the talk by something that happened in it. */
export function afterEvent(talk: Talk, event: TalkEvent): Talk {
  const id = talk.entries.length;
  const capabilities = whatsappCapabilities;
  switch (event.kind) {
    case 'said':
      return { ...talk, entries: [...talk.entries, { kind: 'said', id, text: event.text }] };
    case 'answered': {
      const { answer, language } = event;
      const shown = showAnswer(Messages.parse(answer.reply.messages), { language, capabilities, render: talk.renders });
      const entries = [...talk.entries, { kind: 'answered' as const, id, answer, shown }];
      return { entries, last: answer, renders: shown.renders };
    }
    case 'paged': {
      const { message, ...place } = event;
      const shown = showAnswer([message], { ...place, capabilities, render: talk.renders });
      return { ...talk, entries: [...talk.entries, { kind: 'paged', id, shown }], renders: shown.renders };
    }
    case 'failed':
      return {
        ...talk,
        entries: [...talk.entries, { kind: 'failed', id, error: event.error, question: event.question }],
      };
    case 'began-anew':
      return NO_TALK;
  }
}
