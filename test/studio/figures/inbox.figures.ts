import { InboxCountsView, InboxPageView } from '../../../src/api/inbox-views.js';
import { withKeys } from '../../../src/conversations/contact-keys.js';
import type { Conversation, ThreadEntry } from '../../../src/conversations/conversation.js';
import { inboxFields } from '../../../src/conversations/turn/inbox-fields.js';
import { rememberLabels } from '../../../src/inbox/label-sets.js';
import type { Contact } from '../../../src/store/contact.js';
import { HOUR, MINUTE } from '../../../src/time/instant.js';
import { Phone } from '../../support/phone.js';
import { startSystem, type System, type SystemOptions } from '../../support/system.js';

/** A few as a rule, so that it is known to work; `FIGURES=100000` measures what docs/benchmarks.md says. */
const COUNT = Number(process.env['FIGURES'] ?? '500');
const BATCH = 1_000;
const ROUNDS = 30;
const MOST_MS = 300;

const GIVEN = ['Amal', 'Berta', 'Carlos', 'Dina', 'Emre', 'Fatima', 'George', 'Hana', 'Ivan', 'Jamila'];
const FAMILY = ['Aziz', 'Becker', 'Castro', 'Demir', 'Eid', 'Fischer', 'Garcia', 'Haddad', 'Ito', 'Jansen'];

/** Calls of the inbox over many stored conversations; each answers in under 300 ms, in the middle of thirty. */
export function inboxFigures(options: () => Promise<SystemOptions>): void {
  describe(`over ${COUNT} conversations`, () => {
    let system: System;
    let labelled: string;

    beforeAll(async () => {
      system = await startSystem(await options());
      const { id: channelId } = await system.connect();
      labelled = await seed(system, channelId);
    }, 900_000);
    afterAll(() => system.stop());

    it('lists, filters, searches and counts in time', async () => {
      const paths: Record<string, string> = {
        list: '/inbox',
        'state=waiting': '/inbox?state=waiting',
        'state=with-person': '/inbox?state=with-person',
        'state=with-bot': '/inbox?state=with-bot',
        'assignee=none': '/inbox?assignee=none',
        'assignee (3 %)': '/inbox?assignee=user-1',
        team: '/inbox?team=care',
        'label (5 %)': `/inbox?label=${labelled}`,
        'label (1 in 1,000)': '/inbox?label=rare',
        'window=open': '/inbox?window=open',
        'window=closing': '/inbox?window=closing',
        'window=closed': '/inbox?window=closed',
        'assignee, state and window': '/inbox?assignee=user-1&state=with-person&window=open',
        'label and team': `/inbox?label=${labelled}&team=care`,
        'search by first name (10 %)': '/inbox?q=amal',
        'search by name': '/inbox?q=haddad%2042',
        'search by number': '/inbox?q=1555300',
        'search by one number': '/inbox?q=15553000042',
        'search that finds nothing': '/inbox?q=zzzz',
        'search and filter': '/inbox?q=amal&state=with-person',
      };
      const figures: Record<string, string> = {};
      const slow: string[] = [];
      const note = (name: string, median: number, found: number): void => {
        figures[name] = `${median.toFixed(1)} ms (${found})`;
        if (median >= MOST_MS) slow.push(name);
      };
      for (const [name, path] of Object.entries(paths)) {
        let found = 0;
        const median = await medianOf(async () => {
          found = (await system.api.read(InboxPageView, path)).items.length;
        });
        note(name, median, found);
      }
      let total = 0;
      const counted = await medianOf(async () => {
        total = (await system.api.read(InboxCountsView, '/inbox/counts')).all;
      });
      note('counts', counted, total);
      process.stderr.write(`\n${expect.getState().currentTestName}: ${JSON.stringify(figures, null, 1)}\n`);
      expect(slow).toEqual([]);
      expect(total).toBe(COUNT + 1);
    }, 300_000);

    it('pages to the end of a filter without losing or repeating any', async () => {
      const ids: string[] = [];
      let next = '';
      do {
        const page: InboxPageView = await system.api.read(InboxPageView, `/inbox?label=rare&limit=7${next}`);
        ids.push(...page.items.map(({ id }) => id));
        next = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
      } while (next !== '');
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(Math.ceil(COUNT / 1_000));
    }, 60_000);
  });
}

async function medianOf(work: () => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return took.toSorted((one, other) => one - other)[ROUNDS / 2] ?? Number.NaN;
}

/** Copies of one real conversation, each with a person, a last message and its place in the inbox. */
async function seed(system: System, channelId: string): Promise<string> {
  const { store, scope, clock } = system.runtime;
  const person = new Phone(system, '15559999999', 'Model');
  await person.says('visit');
  const { id: modelId } = await system.conversationWith(person.waId);
  const stored = await store.conversations.get(scope, modelId);
  const entry = stored?.lastEntryId ? await store.thread.get(scope, stored.lastEntryId) : undefined;
  if (!stored || !entry) throw new Error('there is no conversation to copy');
  const { id: _, rev: __, ...model } = stored;
  const { id: ___, rev: ____, ...message } = entry;
  for (const labels of [['big'], ['rare'], ['big', 'rare']]) await rememberLabels(store, scope, labels);
  const now = clock.now();
  for (let from = 0; from < COUNT; from += BATCH) {
    const conversations: { id: string; doc: Conversation }[] = [];
    const contacts: { id: string; doc: Contact }[] = [];
    const entries: { id: string; doc: ThreadEntry }[] = [];
    for (let n = from; n < Math.min(from + BATCH, COUNT); n += 1) {
      const id = `seeded-${n}`;
      const waId = String(15_553_000_000 + n);
      const identifiers = { waId, phone: `+${waId}` };
      const at = now - n * MINUTE;
      const name = `${GIVEN[n % 10] ?? ''} ${FAMILY[Math.floor(n / 10) % 10] ?? ''} ${n}`;
      contacts.push({ id: `contact-${n}`, doc: withKeys({ name, identifiers, attributes: {}, createdAt: at }) });
      entries.push({
        id: `entry-${n}`,
        doc: { ...message, conversationId: id, contactId: `contact-${n}`, at, waiting: null },
      });
      conversations.push({ id, doc: copyOf(model, { n, at, now, channelId, identifiers }) });
    }
    await Promise.all([
      store.conversations.insertMissing(scope, conversations),
      store.contacts.insertMissing(scope, contacts),
      store.thread.insertMissing(scope, entries),
    ]);
  }
  return 'big';
}

function copyOf(
  model: Conversation,
  {
    n,
    at,
    now,
    channelId,
    identifiers,
  }: { n: number; at: number; now: number; channelId: string; identifiers: object },
): Conversation {
  const labels = [...(n % 20 === 0 ? ['big'] : []), ...(n % 1_000 === 0 ? ['rare'] : [])];
  const isTheirs = n % 33 === 0;
  const isWaiting = n % 50 === 1;
  const copy: Conversation = {
    ...model,
    channelId,
    contactId: `contact-${n}`,
    to: identifiers,
    lastEntryId: `entry-${n}`,
    lastActivityAt: at,
    lastInboundAt: at,
    window: { closesAt: at + 24 * HOUR },
    windowClosesAt: at + 24 * HOUR,
    // Nothing is due: the service has nothing to do with them while it is measured.
    timers: [],
    outbox: [],
    attentionAt: null,
    bellAt: null,
    changedAt: now - HOUR,
    labels,
    assigneeId: isTheirs ? 'user-1' : null,
    team: n % 40 === 0 ? 'care' : null,
    handoff: isTheirs || isWaiting ? { by: 'agent', data: {} } : null,
    handedOffAt: isTheirs || isWaiting ? at : null,
  };
  return { ...copy, ...inboxFields(copy) };
}
