import { z } from 'zod';
import { openTestDatabase } from '../../../test/setup/database.js';
import { freshMongoDatabase, onMongo, onRawMongo } from '../../../test/setup/mongo.js';
import { newConversation, type Conversation } from '../../conversations/conversation.js';
import { workspaceScope, type CollectionDeclaration, type Documents } from '../../storage/documents.js';
import { migrate, type Migration } from '../../storage/migrations.js';
import { openMongoDocuments } from '../../storage/mongo/mongo-documents.js';
import { openPostgresDocuments } from '../../storage/postgres/postgres-documents.js';
import { openStore, type Store } from '../store.js';
import { MIGRATIONS } from '../migrations.js';
import { fillInboxFields } from './fill-inbox-fields.js';

const here = workspaceScope('here');
const elsewhere = workspaceScope('elsewhere');
const CLOSES_AT = 5_000;
const MANY = 120;

const Loose = z.looseObject({});
type Loose = z.infer<typeof Loose>;

/** The collections as the version before declared them, as far as they matter here. */
const conversationsBefore: CollectionDeclaration<Loose> = {
  name: 'conversations',
  schema: Loose,
  indexes: [{ name: 'by_activity', fields: [{ field: 'lastActivityAt', type: 'number' }] }],
};
const contactsBefore: CollectionDeclaration<Loose> = { name: 'contacts', schema: Loose, indexes: [] };

function conversationBefore(changes: Partial<Conversation> = {}): Loose {
  const made = { ...newConversation({ channelId: 'ch', contactId: 'p', to: { waId: '1' }, now: 1_000 }), ...changes };
  const { assigneeId: _a, team: _t, labels: _l, readCount: _r, noteCount: _n, lastEntryId: _e, ...rest } = made;
  const { inboxState: _s, assigned: _as, labelKey: _k, windowClosesAt: _w, changedAt: _c, ...before } = rest;
  return { ...before, window: { closesAt: CLOSES_AT } };
}

const contactBefore = (name: string, phone: string): Loose => ({
  ...{ name, identifiers: { phone, waId: phone.slice(1) }, attributes: { plan: 'gold' }, createdAt: 1 },
});

interface Database {
  /** Another door to it, as each process has; and each keeps the declarations that it was first asked with. */
  door(): Documents;
  drop(): Promise<void>;
}

function on(title: string, open: () => Promise<Database>): void {
  describe(`what was stored before the inbox, on ${title}`, () => {
    let database: Database;
    let doors: Documents[];

    const door = (): Documents => {
      const opened = database.door();
      doors.push(opened);
      return opened;
    };

    beforeEach(async () => {
      database = await open();
      doors = [];
      const before = door();
      await before.prepare([conversationsBefore, contactsBefore]);
      const conversations = before.collection(conversationsBefore);
      const handoff = { by: 'agent' as const, topic: 'billing', data: {} };
      for (const scope of [here, elsewhere]) {
        await conversations.insertMissing(scope, [
          { id: 'quiet', doc: conversationBefore() },
          { id: 'waits', doc: conversationBefore({ handoff, handedOffAt: 900 }) },
          { id: 'taken', doc: conversationBefore({ handoff: { by: 'person', data: {} }, handedOffAt: 800 }) },
          ...Array.from({ length: MANY }, (_, n) => ({ id: `more-${n}`, doc: conversationBefore() })),
        ]);
        await before
          .collection(contactsBefore)
          .insertMissing(scope, [{ id: 'p', doc: contactBefore('Amal Haddad', '+4915112345678') }]);
      }
    });
    afterEach(async () => {
      await Promise.all(doors.map((opened) => opened.close()));
      await database.drop();
    });

    const run = (migrations: readonly Migration[] = MIGRATIONS) =>
      migrate(door(), migrations, { scopes: [here, elsewhere], pollMs: 5 });
    const idsOf = async (store: Store, where: Record<string, string>): Promise<string[]> =>
      (
        await store.conversations.find(here, {
          where,
          sort: { field: 'lastActivityAt', direction: 'desc' },
          limit: 1_000,
        })
      ).items
        .map(({ id }) => id)
        .toSorted();
    const revsOf = async (store: Store): Promise<Set<number>> => {
      const revs = new Set<number>();
      for await (const { rev } of store.conversations.stream(here)) revs.add(rev);
      return revs;
    };

    it('is found by the inbox afterwards, changed once, whichever process does it', async () => {
      const ran = await Promise.all([run(), run(), run()]);
      expect(ran.flat()).toEqual([fillInboxFields.id]);
      const store = await openStore(door());
      expect(await idsOf(store, { inboxState: 'waiting' })).toEqual(['waits']);
      expect(await idsOf(store, { inboxState: 'with-person' })).toEqual(['taken']);
      expect(await idsOf(store, { inboxState: 'with-bot' })).toHaveLength(MANY + 1);
      expect(await idsOf(store, { assigned: '' })).toEqual(['taken', 'waits']);
      expect(await store.conversations.count(here, { windowClosesAt: { lte: CLOSES_AT } })).toBe(MANY + 3);
      expect(await store.conversations.get(elsewhere, 'waits')).toMatchObject({
        inboxState: 'waiting',
        handoff: { topic: 'billing' },
        handedOffAt: 900,
        lastActivityAt: 1_000,
        assigneeId: null,
        labels: [],
      });
      for (const where of [
        { nameKey: 'amal haddad' },
        { secondNameKey: 'haddad' },
        { phoneKey: '4915112345678' },
        { nationalKey: '15112345678' },
      ])
        expect({ where, n: await store.contacts.count(here, where) }).toEqual({ where, n: 1 });
      expect(await store.contacts.get(here, 'p')).toMatchObject({ name: 'Amal Haddad', attributes: { plan: 'gold' } });
      expect(await revsOf(store)).toEqual(new Set([2]));

      expect(await run()).toEqual([]);
      expect(await revsOf(store)).toEqual(new Set([2]));
    });

    it('is left alone where it is done already: cut short, it goes on', async () => {
      const cutShort: Migration = {
        ...fillInboxFields,
        async run(documents, _scopes, signal) {
          await fillInboxFields.run(documents, [here], signal);
          throw new Error('killed');
        },
      };
      await expect(run([cutShort])).rejects.toThrow('killed');
      const store = await openStore(door());
      // A turn has come in between.
      await store.conversations.update(here, 'quiet', (conversation) => ({
        ...conversation,
        inboxState: 'with-person',
      }));
      expect(await run()).toEqual([fillInboxFields.id]);
      expect(await idsOf(store, { inboxState: 'with-person' })).toEqual(['quiet', 'taken']);
      expect(await revsOf(store)).toEqual(new Set([2, 3]));
      expect(await store.conversations.get(elsewhere, 'waits')).toMatchObject({ inboxState: 'waiting', rev: 2 });
    });
  });
}

on('PostgreSQL', async () => {
  const first = await openTestDatabase();
  const { connectionString, schema } = first;
  return { door: () => openPostgresDocuments({ connectionString, schema }), drop: () => first.close() };
});

onMongo('MongoDB', (server) => {
  on('MongoDB', async () => {
    const database = freshMongoDatabase();
    return {
      door: () => openMongoDocuments({ connectionString: server.url, database }),
      drop: () => onRawMongo(server, database, async (db) => void (await db.dropDatabase())),
    };
  });
});
