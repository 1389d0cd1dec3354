import { template } from '../../../test/support/templates.js';
import type { ChannelAdapter, Checked } from '../../channels/channel.js';
import type { ConnectedChannel } from '../../channels/connected/channel-directory.js';
import { workspaceScope } from '../../storage/documents.js';
import { memoryDocuments } from '../../storage/memory/memory-documents.js';
import { openStore, type Store } from '../../store/store.js';
import { DAY, HOUR, MINUTE } from '../../time/instant.js';
import type { Template } from '../template.js';
import { TemplateCatalogue } from './template-catalogue.js';

const scope = workspaceScope('test');
const START = Date.UTC(2026, 10, 22);
let now: number;
let store: Store;
let catalogue: TemplateCatalogue;
let listed: Checked<Template[]>;

beforeEach(async () => {
  now = START;
  store = await openStore(memoryDocuments());
  catalogue = new TemplateCatalogue(store, { now: () => now });
});

/** What a list needs of a channel. */
const connected = {
  scope,
  channel: { id: 'ch' },
  adapter: { templates: { list: async () => listed } } as unknown as ChannelAdapter,
  access: { channelId: 'ch', credentials: {} },
} as ConnectedChannel;

async function sync(...templates: Template[]) {
  listed = { ok: true, value: templates };
  const synced = await catalogue.sync(connected);
  if (!synced.ok) throw new Error(synced.failure.detail);
  return synced.changes.map(({ template: { name }, entry: { what, from, to } }) => ({ name, what, from, to }));
}
const historyOf = async (name: string) =>
  (await catalogue.named(scope, 'ch', name)).flatMap(({ history }) =>
    history.map(({ what, from, to, by }) => [what, from, to, by]),
  );

const invite = template('invite', { quality: 'green' });

test('each change is kept with when, what was before, and who told', async () => {
  expect(await sync(invite)).toEqual([{ name: 'invite', what: 'seen', from: null, to: 'approved' }]);
  now += HOUR;
  expect(await sync(invite)).toEqual([]);
  await catalogue.change(scope, 'ch', { name: 'invite', language: 'en', quality: 'red' });
  now += HOUR;
  const told = { name: 'invite', language: 'en', status: 'paused' as const, detail: 'PAUSED, FIRST_PAUSE' };
  expect(await catalogue.change(scope, 'ch', told)).toMatchObject([
    {
      template: { status: 'paused' },
      entry: { what: 'status', from: 'approved', to: 'paused', at: now, by: 'webhook' },
    },
  ]);
  // The same again is no change.
  expect(await catalogue.change(scope, 'ch', told)).toEqual([]);
  const { quality: _, ...withoutQuality } = invite;
  expect(await sync({ ...withoutQuality, category: 'marketing', body: 'Please come again.' })).toMatchObject([
    { what: 'status', from: 'paused', to: 'approved' },
    { what: 'category', from: 'utility', to: 'marketing' },
    { what: 'content', from: 'Please come back.\n\n[Continue]', to: 'Please come again.\n\n[Continue]' },
  ]);
  expect(await historyOf('invite')).toEqual([
    ['seen', null, 'approved', 'list'],
    ['quality', 'green', 'red', 'webhook'],
    ['status', 'approved', 'paused', 'webhook'],
    ['status', 'paused', 'approved', 'list'],
    ['category', 'utility', 'marketing', 'list'],
    ['content', expect.any(String), expect.any(String), 'list'],
  ]);
  expect(await catalogue.list(scope, 'ch')).toMatchObject([{ quality: 'red' }]);
});

test('the history keeps the last fifty', async () => {
  await sync(invite);
  for (let count = 0; count < 60; count += 1) {
    await catalogue.change(scope, 'ch', { name: 'invite', language: 'en', quality: `q${count}` });
  }
  const history = await historyOf('invite');
  expect(history).toHaveLength(50);
  expect(history.at(-1)).toEqual(['quality', 'q58', 'q59', 'webhook']);
});

test('a change of a template that no list has shown is told apart', async () => {
  expect(await catalogue.change(scope, 'ch', { name: 'nobody', language: 'en', status: 'paused' })).toBeUndefined();
});

test('what the provider does not list any more is deleted for 30 days, and then forgotten', async () => {
  await sync(invite, template('other'));
  now += HOUR;
  expect(await sync(template('other'))).toEqual([{ name: 'invite', what: 'status', from: 'approved', to: 'deleted' }]);
  expect((await catalogue.list(scope, 'ch')).map(({ name }) => name)).toEqual(['other']);
  expect((await catalogue.lookup(scope, 'ch'))('invite')).toMatchObject([{ status: 'deleted' }]);
  now += 30 * DAY;
  expect(await sync(template('other'))).toEqual([]);
  expect((await catalogue.lookup(scope, 'ch'))('invite')).toHaveLength(1);
  now += 1;
  await sync(template('other'));
  expect((await catalogue.lookup(scope, 'ch'))('invite')).toEqual([]);
});

test('one that comes back is there again, with its past', async () => {
  await sync(invite);
  now += HOUR;
  await sync();
  now += HOUR;
  await sync(invite);
  expect(await catalogue.list(scope, 'ch')).toMatchObject([{ name: 'invite', status: 'approved' }]);
  expect((await historyOf('invite')).map(([, from, to]) => [from, to])).toEqual([
    [null, 'approved'],
    ['approved', 'deleted'],
    ['deleted', 'approved'],
  ]);
});

test('one made through us is there at once, and a list that is late takes nothing back', async () => {
  await catalogue.made(scope, 'ch', { ...invite, status: 'pending' });
  expect(await catalogue.list(scope, 'ch')).toMatchObject([{ status: 'pending' }]);
  now += 9 * MINUTE;
  expect(await sync()).toEqual([]);
  expect(await catalogue.list(scope, 'ch')).toHaveLength(1);
  now += 2 * MINUTE;
  expect(await sync()).toMatchObject([{ to: 'deleted' }]);
});

test('what was told while it was being made is newer than the answer to making it', async () => {
  const pending = { ...invite, status: 'pending' as const };
  const approved = { name: 'invite', language: 'en', status: 'approved' as const };
  const statusNow = async () => (await catalogue.list(scope, 'ch')).map(({ status }) => status);
  // The webhook overtakes the answer: only the list can show it.
  expect(await catalogue.change(scope, 'ch', approved)).toBeUndefined();
  await sync(invite);
  await catalogue.made(scope, 'ch', pending);
  expect(await statusNow()).toEqual(['approved']);
  // So under a name that is gone.
  await catalogue.removed(scope, 'ch', [invite]);
  expect(await catalogue.change(scope, 'ch', approved)).toBeUndefined();
  expect(await statusNow()).toEqual([]);
  await catalogue.made(scope, 'ch', pending);
  expect(await statusNow()).toEqual(['pending']);
  // One that is handed in later was known before.
  await catalogue.removed(scope, 'ch', [invite]);
  await catalogue.made(scope, 'ch', { ...invite, status: 'unsubmitted' });
  await catalogue.made(scope, 'ch', pending);
  expect(await statusNow()).toEqual(['pending']);
});

test('one taken away through us is gone at once', async () => {
  await catalogue.made(scope, 'ch', invite);
  await catalogue.removed(scope, 'ch', [invite]);
  expect(await catalogue.list(scope, 'ch')).toEqual([]);
  expect((await historyOf('invite')).at(-1)).toEqual(['status', 'approved', 'deleted', 'us']);
});

test('an announcement stays until it comes true or was called off', async () => {
  await sync(invite);
  const announce = {
    name: 'invite',
    language: 'en',
    upcoming: { what: 'category', to: 'marketing', at: now + DAY },
  } as const;
  const upcoming = async () => (await catalogue.named(scope, 'ch', 'invite')).flatMap((known) => known.upcoming);
  await catalogue.change(scope, 'ch', announce);
  await catalogue.change(scope, 'ch', announce);
  expect(await upcoming()).toEqual([{ what: 'category', to: 'marketing', at: START + DAY, toldAt: START }]);
  now += DAY;
  await sync(invite);
  expect(await upcoming()).toHaveLength(1);
  await sync({ ...invite, category: 'marketing' });
  expect(await upcoming()).toEqual([]);
  await catalogue.change(scope, 'ch', {
    name: 'invite',
    language: 'en',
    upcoming: { what: 'status', to: 'disabled' },
  });
  expect(await upcoming()).toHaveLength(1);
  now += 3 * DAY;
  await sync({ ...invite, category: 'marketing' });
  expect(await upcoming()).toEqual([]);
});

test('a list that cannot be read changes nothing', async () => {
  await sync(invite);
  const failure = { class: 'retry', code: 'timeout', detail: '', text: 'no answer', tellPerson: false } as const;
  listed = { ok: false, failure };
  expect(await catalogue.sync(connected)).toEqual({ ok: false, failure });
  expect(await catalogue.list(scope, 'ch')).toMatchObject([{ status: 'approved' }]);
});
