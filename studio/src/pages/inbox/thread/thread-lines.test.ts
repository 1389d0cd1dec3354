import type { ThreadEntrySeen } from '../inbox-api.js';
import { linesOf, shownCommand } from './thread-lines.js';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();
const said = (id: string, day: number, hour = 12): ThreadEntrySeen => ({
  kind: 'inbound',
  id,
  at: at(day, hour),
  content: { kind: 'text', text: id },
});

describe('the lines of a thread', () => {
  it('are oldest first, each once, under their days', () => {
    const lines = linesOf([said('c', 22), said('b', 21, 23), said('b', 21, 23), said('a', 21, 1)]);
    expect(lines.map((line) => (line.kind === 'day' ? 'day' : line.key))).toEqual(['day', 'a', 'b', 'day', 'c']);
  });

  it('leave out what shows itself in what was said', () => {
    const command = (kind: string): ThreadEntrySeen => ({
      kind: 'command',
      id: kind,
      at: at(22, 1),
      command: { kind },
    });
    const lines = linesOf([
      command('write'),
      command('hand-off'),
      { kind: 'agent-answer', id: 'answer', at: at(22, 1), outcome: {}, tookMs: 1 },
    ]);
    expect(lines.map(({ key }) => key)).toEqual([expect.stringMatching(/^day/), 'hand-off']);
  });

  it('read commands as far as they are understood', () => {
    expect(shownCommand({ kind: 'release', then: 'end', by: { id: 'u', name: 'Ann' } })).toEqual({
      kind: 'release',
      then: 'end',
      by: 'Ann',
    });
    for (const other of [undefined, null, 'x', {}, { kind: 'move-session' }])
      expect(shownCommand(other)).toBeUndefined();
    expect(shownCommand({ kind: 'hand-off', by: 'Ann', flowId: 3 })).toEqual({ kind: 'hand-off' });
  });
});
