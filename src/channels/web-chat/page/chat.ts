import { button, icon, part } from './dom.js';
import { openListDialog } from './list-dialog.js';
import { allowedStorage, Memory, type Own } from './memory.js';
import type { MessageLine } from './message-view.js';
import { OutgoingQueue } from './outgoing.js';
import { Service } from './service.js';
import { Thread } from './thread.js';
import { LONGEST_TEXT, type Line, type Reported, type Said } from './wire.js';
import { wordsFor } from './words.js';

const TYPING_MS = 25_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const MOST_STARTERS = 5;

const { words, language, direction } = wordsFor(navigator.languages);
const service = new Service(location.href);
const memory = new Memory(`canvass-web-chat:${service.key}`, allowedStorage());

/** Of the service's lines, the last one that is shown. */
let lastSeq = 0;
let stream = new AbortController();
/** Ends the pause before the next attempt. */
let hurry = () => {};

const queue = new OutgoingQueue({
  post: async (events) => (memory.token === undefined ? 'later' : service.post(memory.token, events)),
  renew: async () => (await welcome()) === 'another',
  taken: (events) => settle(events, 'sent'),
  refused: (events) => settle(events, 'failed'),
});

const thread = new Thread(
  part('thread', HTMLElement),
  {
    words,
    tap: (line, source, option) => {
      say({ kind: 'tap', id: newId(), source, option: option.id, title: option.title, of: line.receipt });
    },
    openList: (line, options, title) => {
      openListDialog(title, options, thread.takenOf(line.receipt), words, (option) => {
        say({ kind: 'tap', id: newId(), source: 'list', option: option.id, title: option.title, of: line.receipt });
      });
    },
    shareLocation,
  },
  (own) => {
    keep({ ...own, state: 'waiting' });
    queue.add(own.said);
  },
  (line, element) => {
    if (line.seq <= memory.read) return;
    lines.set(element, line);
    seen.observe(element);
  },
);

const lines = new WeakMap<Element, MessageLine>();
/** A message is read when it has been seen: a frame that is hidden, or a window behind others, shows nothing. */
const seen = new IntersectionObserver((entries) => {
  if (document.visibilityState !== 'visible') return;
  for (const { isIntersecting, target } of entries) {
    const line = lines.get(target);
    if (!isIntersecting || !line) continue;
    seen.unobserve(target);
    report(line, 'read');
  }
});

function report(line: MessageLine, status: 'delivered' | 'read'): void {
  const event: Reported = { kind: 'status', of: line.receipt, status };
  queue.add(event);
  memory.reported(status, line.seq);
}

function say(said: Said): void {
  part('starters', HTMLElement).hidden = true;
  keep({ said, after: lastSeq, at: Date.now(), state: 'waiting' });
  queue.add(said);
}

function keep(own: Own): void {
  memory.keep(own);
  thread.putOwn(own);
}

function settle(events: readonly (Said | Reported)[], state: 'sent' | 'failed'): void {
  for (const event of events) {
    const own = event.kind === 'status' ? undefined : memory.own.find(({ said }) => said.id === event.id);
    if (own?.state === 'waiting') keep({ ...own, state });
  }
}

function take(line: Line): void {
  lastSeq = Math.max(lastSeq, line.seq);
  if (line.kind === 'typing') {
    const own = memory.own.find(({ said }) => said.id === line.of);
    if (own && own.state !== 'read') keep({ ...own, state: 'read' });
    if (line.now) thread.showTyping(true, TYPING_MS);
    return;
  }
  part('starters', HTMLElement).hidden = true;
  thread.putLine(line);
  if (line.seq > memory.delivered) report(line, 'delivered');
}

async function welcome(): Promise<'same' | 'another' | 'failed'> {
  const said = await service.welcome(memory.token);
  if (!said) return 'failed';
  part('name', HTMLElement).textContent = said.name;
  document.title = said.name;
  const { isNew } = memory.welcome(said.token);
  if (!isNew) return 'same';
  thread.clear();
  lastSeq = 0;
  stream.abort();
  return 'another';
}

/** Stays connected for as long as the page is open. */
async function stayConnected(): Promise<never> {
  let pauseMs = FIRST_PAUSE_MS;
  let isWelcome = false;
  for (;;) {
    if (!isWelcome) {
      isWelcome = (await welcome()) !== 'failed';
      if (!isWelcome) tell(words.noStart);
    }
    const { token } = memory;
    if (isWelcome && token !== undefined) {
      stream = new AbortController();
      const opened = () => {
        pauseMs = FIRST_PAUSE_MS;
        tell('');
        queue.flush();
      };
      const ended = await service.listen(token, lastSeq, opened, take, stream.signal);
      if (ended === 'stranger') isWelcome = false;
      if (ended === 'later') tell(words.offline);
    }
    await new Promise<void>((resolve) => {
      hurry = resolve;
      setTimeout(resolve, pauseMs);
    });
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

function tell(state: string): void {
  const place = part('state', HTMLElement);
  if (place.textContent !== state) place.textContent = state;
}

function shareLocation(): void {
  const refused = () => tell(words.noLocation);
  if (!('geolocation' in navigator)) {
    refused();
    return;
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords: { latitude, longitude } }) => {
      tell('');
      say({ kind: 'location', id: newId(), latitude, longitude });
    },
    refused,
    { timeout: 20_000, maximumAge: 60_000 },
  );
}

function newId(): string {
  // Not randomUUID: a page without https, for trying, has none.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function setUpComposer(): void {
  const form = part('composer', HTMLFormElement);
  const draft = part('draft', HTMLTextAreaElement);
  const send = part('send', HTMLButtonElement);
  draft.placeholder = words.draft;
  draft.maxLength = LONGEST_TEXT;
  part('draft-label', HTMLElement).textContent = words.draft;
  send.setAttribute('aria-label', words.send);
  send.append(icon('send'));
  const fit = () => {
    draft.rows = Math.min(5, draft.value.split('\n').length);
  };
  draft.addEventListener('input', fit);
  draft.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = draft.value.trim();
    if (text === '') return;
    draft.value = '';
    fit();
    say({ kind: 'text', id: newId(), text });
  });
}

/** What the website that shows the chat proposes to begin with: `?start=visit&start=product`. */
function setUpStarters(): void {
  const starters = part('starters', HTMLElement);
  const texts = new URLSearchParams(location.search).getAll('start').map((text) => text.trim().slice(0, 60));
  const chosen = texts.filter((text) => text !== '').slice(0, MOST_STARTERS);
  starters.setAttribute('aria-label', words.starters);
  starters.append(
    ...chosen.map((text) =>
      button({ class: 'starter', dir: 'auto' }, () => say({ kind: 'text', id: newId(), text }), text),
    ),
  );
  starters.hidden = chosen.length === 0 || !thread.isEmpty;
}

/** In a frame the website decides whether it is open; the page can only ask. */
function setUpFrame(): void {
  if (window.parent === window) return;
  const ask = () => window.parent.postMessage('canvass-web-chat:close', '*');
  const close = part('close', HTMLButtonElement);
  close.setAttribute('aria-label', words.close);
  close.append(icon('close'));
  close.addEventListener('click', ask);
  close.hidden = false;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.querySelector('dialog[open]') === null) ask();
  });
  window.addEventListener('message', ({ source, data }) => {
    if (source === window.parent && data === 'canvass-web-chat:opened') part('draft', HTMLTextAreaElement).focus();
  });
}

document.documentElement.lang = language;
document.documentElement.dir = direction;
part('thread', HTMLElement).setAttribute('aria-label', words.thread);
setUpComposer();
setUpFrame();
for (const own of memory.own) {
  thread.putOwn(own);
  if (own.state === 'waiting') queue.add(own.said);
}
setUpStarters();
tell(words.connecting);

window.addEventListener('online', () => hurry());
window.addEventListener('pagehide', () => queue.flush());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') {
    queue.flush();
    return;
  }
  hurry();
  // Asks anew what is in view: while the window was away nothing counted as seen.
  for (const element of document.querySelectorAll('.message.theirs')) {
    if (!lines.has(element)) continue;
    seen.unobserve(element);
    seen.observe(element);
  }
});
window.addEventListener('storage', () => {
  memory.refresh();
  for (const own of memory.own) thread.putOwn(own);
});
void stayConnected();
