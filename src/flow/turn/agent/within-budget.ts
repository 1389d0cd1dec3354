import { splitText } from '../../../rendering/split-text.js';
import type { AgentMessage } from '../../agent/agent-reply.js';

/** What one answer of an agent may show: messages, and UTF-16 units of text in all of them. More is no chat any more. */
const MAX_MESSAGES = 20;
const MAX_TEXT = 16_000;

/** The messages that one answer may show. @returns `cut` where some had to be left out, or a text to be cut */
export function withinBudget(messages: readonly AgentMessage[]): { messages: AgentMessage[]; cut: boolean } {
  const kept: AgentMessage[] = [];
  let left = MAX_TEXT;
  for (const message of messages) {
    const length = textOf(message).length;
    if (kept.length === MAX_MESSAGES || length > left) {
      const [start] = message.kind === 'text' && kept.length < MAX_MESSAGES ? splitText(message.text, left) : [];
      return { messages: start === undefined ? kept : [...kept, { kind: 'text', text: start }], cut: true };
    }
    left -= length;
    kept.push(message);
  }
  return { messages: kept, cut: false };
}

function textOf(message: AgentMessage): string {
  switch (message.kind) {
    case 'text':
      return message.text;
    case 'choices': {
      const titles = message.choices.flatMap(({ title, description }) => [title, description ?? '']);
      return [message.text, message.header, message.footer, ...titles].join('');
    }
    case 'link':
      return [message.text, message.header, message.footer, message.label].join('');
    case 'media':
      return message.caption ?? '';
    case 'location-request':
      return message.text ?? '';
    case 'template':
      return '';
  }
}
