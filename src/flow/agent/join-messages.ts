import { isBlank } from '../words/fold.js';
import type { AgentMessage } from './agent-reply.js';

type Kind<K extends AgentMessage['kind']> = Extract<AgentMessage, { kind: K }>;

/**
 * An agent's messages as they are to be read: those without anything to be seen left out, and choices or a location
 * request without a text of their own put together with the text, or the picture, directly in front of them. WhatsApp
 * has neither without a text, and every message is billed.
 */
export function joinMessages(messages: readonly AgentMessage[]): AgentMessage[] {
  const joined: AgentMessage[] = [];
  for (const message of messages) {
    const visible = withoutBlanks(message);
    if (!visible) continue;
    if (visible.kind === 'choices') joined.push(withPicture(visible, joined));
    else if (visible.kind === 'location-request') joined.push(withText(visible, joined));
    else joined.push(visible);
  }
  return joined;
}

/** A picture in front becomes the choices' own, with its caption as their text, where they have none of these. */
function withPicture(message: Kind<'choices'>, joined: AgentMessage[]): Kind<'choices'> {
  const picture = joined.at(-1);
  const takes =
    picture?.kind === 'media' &&
    picture.media === 'image' &&
    message.image === undefined &&
    message.header === undefined &&
    (message.text === undefined || picture.caption === undefined);
  if (!takes) return withText(message, joined);
  joined.pop();
  const text = message.text ?? picture.caption;
  return withText({ ...message, ...(text !== undefined && { text }), image: picture.link }, joined);
}

function withText<M extends Kind<'choices' | 'location-request'>>(message: M, joined: AgentMessage[]): M {
  const before = joined.at(-1);
  if (message.text !== undefined || before?.kind !== 'text') return message;
  joined.pop();
  return { ...message, text: before.text };
}

/** A message without its blank texts; undefined where nothing is left of it. */
function withoutBlanks(message: AgentMessage): AgentMessage | undefined {
  switch (message.kind) {
    case 'text':
      return isBlank(message.text) ? undefined : message;
    case 'media':
      return withoutBlank(message, ['caption', 'filename']);
    case 'location-request':
      return withoutBlank(message, ['text']);
    case 'link':
      return withoutBlank(message, ['text', 'header', 'image', 'footer']);
    case 'choices': {
      const { text, header, image, footer, choices } = withoutBlank(message, ['text', 'header', 'image', 'footer']);
      const says = choices.length > 0 || [text, header, image, footer].some((part) => part !== undefined);
      return says ? withoutBlank(message, ['text', 'header', 'image', 'footer']) : undefined;
    }
    case 'template':
      return message;
  }
}

function withoutBlank<M extends AgentMessage>(message: M, fields: readonly (keyof M)[]): M {
  const rest = { ...message };
  for (const field of fields) {
    const value = rest[field];
    if (typeof value === 'string' && isBlank(value)) delete rest[field];
  }
  return rest;
}
