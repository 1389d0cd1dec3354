import type { Line, Reported, Said, Welcome } from './wire.js';

/** `refused`: it will never be taken; `stranger`: the token is not known; `later`: it may be taken another time. */
export type Posted = 'taken' | 'refused' | 'stranger' | 'later';

/** What the page asks of the service. Addresses are relative to the page: `/sites/web-chat/<key>/`. */
export class Service {
  readonly #page: URL;

  constructor(page: string) {
    this.#page = new URL('.', page);
  }

  /** The key of the channel, which is the last part of the page's folder. */
  get key(): string {
    return this.#page.pathname.split('/').at(-2) ?? '';
  }

  /** undefined where the service does not answer as it should. */
  async welcome(token: string | undefined): Promise<Welcome | undefined> {
    const answer = await fetch(new URL('visitors', this.#page), { method: 'POST', headers: authorised(token) }).catch(
      () => undefined,
    );
    if (answer?.ok !== true) return undefined;
    const said: unknown = await answer.json().catch(() => undefined);
    return isWelcome(said) ? said : undefined;
  }

  async post(token: string, events: readonly (Said | Reported)[]): Promise<Posted> {
    const answer = await fetch(new URL(`../../../webhooks/web-chat/${this.key}`, this.#page), {
      method: 'POST',
      headers: { ...authorised(token), 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
      // What was seen last is told although the page closes.
      keepalive: true,
    }).catch(() => undefined);
    if (answer === undefined) return 'later';
    if (answer.ok) return 'taken';
    if (answer.status === 401) return 'stranger';
    return answer.status === 429 || answer.status >= 500 ? 'later' : 'refused';
  }

  /**
   * Calls back for each line after the given one until the stream ends.
   * @returns how it ended: as streams do, or because it could not begin
   */
  async listen(
    token: string,
    after: number,
    onOpen: () => void,
    onLine: (line: Line) => void,
    signal: AbortSignal,
  ): Promise<'ended' | 'later' | 'stranger'> {
    try {
      const url = new URL(`events?after=${after}`, this.#page);
      const answer = await fetch(url, { headers: authorised(token), signal, cache: 'no-store' });
      if (answer.status === 401) return 'stranger';
      if (!answer.ok || answer.body === null) return 'later';
      onOpen();
      for await (const line of linesOf(answer.body.pipeThrough(new TextDecoderStream()))) onLine(line);
      return 'ended';
    } catch {
      // Every way in which a connection breaks; the next one begins where this one stopped.
      return signal.aborted ? 'ended' : 'later';
    }
  }
}

function authorised(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function isWelcome(value: unknown): value is Welcome {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'string' &&
    'name' in value &&
    typeof value.name === 'string'
  );
}

/** Server-sent events: blocks with an empty line behind them; only their `data:` says something here. */
async function* linesOf(texts: ReadableStream<string>): AsyncGenerator<Line> {
  const reader = texts.getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += value;
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith('data: ')) yield JSON.parse(block.slice('data: '.length)) as Line;
    }
  }
}
