import { listen, readEvent, type Source } from './event-stream.js';

class FakeSource implements Source {
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onmessage: ((message: MessageEvent<string>) => void) | null = null;
  readyState = 0;
  close(): void {
    this.readyState = 2;
  }
  opens(): void {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }
  says(data: string): void {
    this.onmessage?.(new MessageEvent('message', { data }));
  }
  breaks(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.(new Event('error'));
  }
}

function started() {
  const sources: FakeSource[] = [];
  const told: string[] = [];
  const waits: { run: () => void; ms: number }[] = [];
  const end = listen({
    open: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    onEvent: ({ type, id }) => told.push(`${type} ${id}`),
    onCaughtUp: () => told.push('caught up'),
    onState: (isLive) => told.push(isLive ? 'live' : 'lost'),
    later: (run, ms) => {
      const waiting = { run, ms };
      waits.push(waiting);
      return () => void waits.splice(waits.indexOf(waiting), 1);
    },
  });
  return { sources, told, waits, end };
}

describe('listening to the service', () => {
  it('tells of events, and asks to catch up after a gap', () => {
    const { sources, told } = started();
    sources[0]?.opens();
    sources[0]?.says('{"type":"conversation.changed","id":"c1","at":"x"}');
    sources[0]?.breaks(0);
    sources[0]?.opens();
    expect(told).toEqual(['live', 'conversation.changed c1', 'lost', 'live', 'caught up']);
  });

  it('opens again what was refused, ever more seldom, until it is ended', () => {
    const { sources, waits, end } = started();
    for (let n = 0; n < 7; n += 1) {
      sources.at(-1)?.breaks(2);
      waits.at(-1)?.run();
    }
    expect(waits.map(({ ms }) => ms)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    sources.at(-1)?.breaks(2);
    const before = waits.length;
    end();
    expect(waits).toHaveLength(before - 1);
    expect(sources.at(-1)?.readyState).toBe(2);
  });

  it('passes over what it does not understand', () => {
    for (const data of ['', 'null', '[]', '{"type":1,"id":"x"}', '{"type":"x"}']) {
      expect(readEvent(data)).toBeUndefined();
    }
  });
});
