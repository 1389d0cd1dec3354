import type { InboundContent } from '../../inbound.js';
import { isBlank } from '../../words/fold.js';
import type { AgentQuestion } from './ask-agent.js';

/** What a message says to an agent; undefined for what it cannot be told in words. */
export function agentQuestionOf(content: InboundContent): AgentQuestion | undefined {
  switch (content.kind) {
    case 'text':
      return said(content.text);
    case 'tap':
      return said(content.title);
    case 'media':
      if (!isBlank(content.caption ?? '')) return said(content.caption ?? '');
      if (content.media !== 'audio') return undefined;
      return {
        input: { kind: 'voice', mediaId: content.id, ...(content.mime !== undefined && { mime: content.mime }) },
      };
    case 'location': {
      const { latitude, longitude, name, address } = content;
      const words = [name, address].filter((part) => part !== undefined && !isBlank(part)).join(', ');
      return { ...said(words || `${latitude}, ${longitude}`), location: { latitude, longitude } };
    }
    case 'contacts':
      return said(content.contacts.map(({ name, phones }) => [name, ...phones].join(' ')).join(', '));
    case 'reaction':
    case 'form':
    case 'order':
    case 'unsupported':
      return undefined;
  }
}

function said(text: string): AgentQuestion {
  return { input: { kind: 'text', text } };
}
