import { newConversation, type ThreadEntry } from '../conversations/conversation.js';
import type { InboundContent } from '../flow/inbound.js';
import { plainMessage } from './plain-text.js';

const said = (content: InboundContent): ThreadEntry => ({
  kind: 'inbound',
  conversationId: 'c',
  channelId: 'ch',
  contactId: 'p',
  at: 1,
  waiting: null,
  receivedAt: 1,
  providerMessageId: 'm',
  from: newConversation({ channelId: 'ch', contactId: 'p', to: {}, now: 1 }).to,
  content,
});

it('says any message in one short line', () => {
  expect(plainMessage(said({ kind: 'text', text: ' two\n\nlines ' }))).toEqual({ kind: 'text', text: 'two lines' });
  expect(plainMessage(said({ kind: 'media', media: 'image', id: '1' }))).toEqual({ kind: 'image', text: '' });
  expect(plainMessage(said({ kind: 'tap', id: 'x', title: 'Good', source: 'button' }))?.text).toBe('Good');
});

it('cuts between characters that belong together', () => {
  const family = '👨‍👩‍👧';
  const cut = plainMessage(said({ kind: 'text', text: family.repeat(300) }))?.text ?? '';
  expect(cut.endsWith(`${family}…`)).toBe(true);
  expect(cut.length).toBeLessThan(140 * family.length);
});
