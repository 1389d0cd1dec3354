import type { ThreadEntrySeen } from '../inbox-api.js';
import { firstUnread, inboundIds, newSince } from './unread-line.js';

const said = (id: string): ThreadEntrySeen => ({
  kind: 'inbound',
  id,
  at: new Date(0).toISOString(),
  content: { kind: 'text', text: id },
});

describe('the unread line', () => {
  it('counts the person’s messages alone, each once', () => {
    const answer: ThreadEntrySeen = { kind: 'agent-answer', id: 'x', at: said('x').at, outcome: {}, tookMs: 1 };
    expect(inboundIds([said('c'), answer, said('b'), said('b'), said('a')])).toEqual(['c', 'b', 'a']);
  });

  it('stays above the same message, whatever comes in after', () => {
    expect(firstUnread(['c', 'b', 'a'], { count: 2, newest: 'c' })).toBe('b');
    expect(firstUnread(['e', 'd', 'c', 'b', 'a'], { count: 2, newest: 'c' })).toBe('b');
  });

  it('is not there where all was read, or as long as its page is not fetched', () => {
    expect(firstUnread(['b', 'a'], { count: 0, newest: 'b' })).toBeUndefined();
    expect(firstUnread(['b', 'a'], { count: 9, newest: 'b' })).toBeUndefined();
    expect(firstUnread([], { count: 1, newest: undefined })).toBeUndefined();
  });

  it('counts what has come since', () => {
    expect(newSince(['c', 'b', 'a'], 'a')).toBe(2);
    expect(newSince(['a'], 'a')).toBe(0);
    expect(newSince(['b', 'a'], undefined)).toBe(2);
    expect(newSince(['b'], 'gone')).toBe(0);
  });
});
