import { api, type Saying } from './api.js';
import { ClockBar } from './clock-bar.js';
import { SAMPLE_LOCATION, setUpComposer } from './composer.js';
import { part } from './dom.js';
import { openListSheet } from './list-sheet.js';
import { ThreadView } from './thread-view.js';
import { initialsOf, Tools } from './tools.js';
import type { CustomerView, Overview, PhoneEvents, ThreadMessage } from './wire.js';

const REMEMBERED = 'canvass-simulator-customer';
const SHORTEST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

let overview: Overview | undefined;
let customer: CustomerView | undefined;
let stream: EventSource | undefined;
let retryMs = SHORTEST_RETRY_MS;

const thread = new ThreadView(part('thread', HTMLElement), {
  tap: (message, option) => say({ type: 'tap', message: message.id, id: option.id }),
  openList: (message) =>
    openListSheet(part('sheet-layer', HTMLElement), message, (option) =>
      say({ type: 'tap', message: message.id, id: option.id }),
    ),
  sendLocation: () => say(SAMPLE_LOCATION),
});

const clock = new ClockBar((ms) => attempt(api.advance(ms)));

const tools = new Tools({
  switchTo: (key) => {
    tools.setOpen(false);
    connect(key);
  },
  addPerson: (name, waId) => {
    const username = name.toLowerCase().replace(/\s+/g, '.');
    attempt(api.addCustomer(waId === '' ? { name, username } : { name, waId }).then(({ key }) => connect(key)));
  },
  start: ({ text }) => {
    tools.setOpen(false);
    say({ type: 'text', body: text });
  },
  addFault: (fault) => attempt(api.addFault(fault)),
  clearFaults: () => attempt(api.clearFaults()),
  async setDelivery(duplicates, shuffled) {
    const taken = api.setDelivery({ duplicates: duplicates ? 2 : 1, shuffle: shuffled ? { seed: 1 } : null });
    attempt(taken);
    await taken;
  },
});

function say(saying: Saying): void {
  if (customer) attempt(api.say(customer.key, saying));
}

/** Shows what went wrong; the next thing that works takes it away. */
function attempt(work: Promise<unknown>): void {
  const notice = part('notice', HTMLElement);
  work.then(
    () => (notice.textContent = ''),
    (error: unknown) => (notice.textContent = error instanceof Error ? error.message : String(error)),
  );
}

function connect(key: string): void {
  localStorage.setItem(REMEMBERED, key);
  stream?.close();
  const source = new EventSource(`/_simulator/customers/${encodeURIComponent(key)}/events`);
  stream = source;
  const on = <Name extends keyof PhoneEvents>(name: Name, handle: (data: PhoneEvents[Name]) => void) => {
    source.addEventListener(name, (event: MessageEvent<string>) => handle(JSON.parse(event.data) as PhoneEvents[Name]));
  };
  on('overview', (now) => {
    overview = now;
    retryMs = SHORTEST_RETRY_MS;
    clock.set(now.clock);
    refresh();
  });
  on('snapshot', ({ customer: person, messages }) => {
    customer = person;
    thread.showAll(messages);
    showPerson(person);
    refresh();
  });
  on('customer', (person) => {
    customer = person;
    refresh();
  });
  on('message', (message: ThreadMessage) => {
    thread.put(message);
    refresh();
  });
  source.onopen = () => document.body.classList.remove('offline');
  source.onerror = () => {
    document.body.classList.add('offline');
    // A closed stream is not tried again by the browser: the simulator was restarted and knows nobody yet.
    if (source.readyState !== EventSource.CLOSED || stream !== source) return;
    setTimeout(() => stream === source && begin(), retryMs);
    retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
  };
}

function showPerson(person: CustomerView): void {
  const me = part('me', HTMLElement);
  me.textContent = initialsOf(person.name);
  me.title = `This is the phone of ${person.name}`;
}

function refresh(): void {
  const now = clock.now();
  clock.show(customer);
  const typing = (customer?.typingUntil ?? 0) > now - (overview?.clock.offsetMs ?? 0);
  thread.showTyping(typing);
  part('business-status', HTMLElement).textContent = document.body.classList.contains('offline')
    ? 'connecting…'
    : typing
      ? 'typing…'
      : 'business account';
  const closesAt = customer?.windowClosesAt ?? null;
  thread.showClosed(
    closesAt !== null && closesAt <= now
      ? 'The 24-hour window is closed. Until you write, the business can reach you with approved templates only.'
      : null,
  );
  if (!overview) return;
  part('business-name', HTMLElement).textContent = overview.business.name;
  part('business-avatar', HTMLElement).textContent = initialsOf(overview.business.name);
  tools.show(overview, customer?.key ?? '', thread.isEmpty);
}

/** Finds out who is there and opens the phone of the one used last, else of the first. */
function begin(): void {
  api.overview().then(
    (now) => {
      part('notice', HTMLElement).textContent = '';
      const keys = now.customers.map(({ key }) => key);
      const remembered = customer?.key ?? localStorage.getItem(REMEMBERED);
      const key = keys.find((known) => known === remembered) ?? keys[0];
      if (key !== undefined) return connect(key);
      overview = now;
      part('notice', HTMLElement).textContent = 'Nobody is here yet: add somebody under “People and tools”.';
      refresh();
    },
    () => {
      document.body.classList.add('offline');
      part('notice', HTMLElement).textContent = 'The simulator does not answer; trying again.';
      setTimeout(begin, retryMs);
      retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
    },
  );
}

setUpComposer(say);
// The clock moves, the window shrinks, typing ends: nothing tells, time does.
setInterval(refresh, 1_000);
begin();
