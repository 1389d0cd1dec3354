import { newConversation } from '../conversations/conversation.js';
import { InvalidCursor } from '../storage/errors.js';
import { fits, pageOfFound } from './found-page.js';

const conversation = (id: string, lastActivityAt: number) => ({
  ...newConversation({ channelId: 'c1', contactId: id, to: {}, now: lastActivityAt }),
  id,
  rev: 1,
});

it('pages through what was found, newest first, each once, ties by id', () => {
  const found = [conversation('a', 1), conversation('b', 3), conversation('c', 3), conversation('d', 2)];
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = pageOfFound(found, 2, cursor);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(ids).toEqual(['c', 'b', 'd', 'a']);
});

it.each(['nonsense', Buffer.from('{}').toString('base64url')])('refuses a cursor that is none: %s', (cursor) => {
  expect(() => pageOfFound([], 2, cursor)).toThrow(InvalidCursor);
});

it('judges what is in hand as the database judges it', () => {
  const labelled = { ...conversation('a', 1), labelKey: 'vip', windowClosesAt: 10 };
  expect(fits(labelled, {})).toBe(true);
  expect(fits(labelled, { channelId: 'c1', inboxState: 'with-bot', labelKey: { in: ['vip'] } })).toBe(true);
  expect(fits(labelled, { labelKey: { in: ['other'] } })).toBe(false);
  expect(fits(labelled, { channelId: 'c2' })).toBe(false);
  expect(fits(labelled, { windowClosesAt: { gt: 9, lte: 10 } })).toBe(true);
  expect(fits(labelled, { windowClosesAt: { gt: 10 } })).toBe(false);
  // Nobody's, and not in people's hands.
  expect(fits(labelled, { assigned: '' })).toBe(false);
});
