// Stores many people: copies of one real conversation with everything that belongs to it, under ids of their own.
import { openPostgresDocuments } from '../../dist/storage/postgres/postgres-documents.js';
import { userIdOf } from '../../dist/simulator/ids.js';
import { workspaceScope } from '../../dist/storage/documents.js';
import { openStore } from '../../dist/store/store.js';
import pg from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { answerCalls } from '../calls.mjs';
import { rounded } from '../summary.mjs';

const BATCH = 1_000;
const SCOPE = workspaceScope('default');
/** So far apart were the copied people last active. */
const APART_MS = 997;

answerCalls({
  async seed({ databaseUrl, channelId, model, first, from, to, entries }) {
    const documents = await openDocuments(databaseUrl);
    const store = await openStore(documents);
    const copies = await modelOf(store, channelId, model, entries);
    const start = performance.now();
    let count = 0;
    let storing = Promise.resolve();
    for (let n = from; n < to; n += BATCH) {
      const batches = batchOf(copies, first, n, Math.min(n + BATCH, to));
      // While one batch is being stored the next is made.
      await storing;
      storing = Promise.all(
        batches.map(async ([collection, docs]) => {
          const { size } = await store[collection].insertMissing(SCOPE, docs);
          count += size;
        }),
      );
    }
    await storing;
    await documents.close();
    await tidy(databaseUrl);
    return { seconds: rounded((performance.now() - start) / 1_000), documents: count };
  },
});

/** The documents of these people by collection. */
function batchOf(copies, first, from, to) {
  const batches = new Map();
  for (let n = from; n < to; n += 1) {
    for (const [collection, id, doc] of copies(n, String(first + n))) {
      const batch = batches.get(collection);
      if (batch) batch.push({ id, doc });
      else batches.set(collection, [{ id, doc }]);
    }
  }
  return [...batches];
}

async function openDocuments(databaseUrl) {
  if (databaseUrl.startsWith('mongodb')) {
    const { openMongoDocuments } = await import('../../dist/storage/mongo/mongo-documents.js');
    return openMongoDocuments({ connectionString: databaseUrl });
  }
  // Copies need not be safe on the disk before the next follows.
  const fast = `${databaseUrl}?options=${encodeURIComponent('-c synchronous_commit=off')}`;
  return openPostgresDocuments({ connectionString: fast, maxConnections: 6 });
}

/** A function that makes the documents of the n-th copy, `[collection, id, document]` each. */
async function modelOf(store, channelId, waId, entries) {
  const userId = userIdOf(waId);
  const identityIds = [`${channelId}|wa|${waId}`, `${channelId}|user|${userId}`];
  const [identity] = await store.identities.getMany(SCOPE, identityIds);
  const { contactId, conversationId } = identity;
  const conversation = await finished(store, conversationId);
  const contact = await store.contacts.get(SCOPE, contactId);
  const { items: responses } = await store.responses.find(SCOPE, { where: { conversationId }, limit: 1 });
  const { items: thread } = await store.thread.find(SCOPE, { where: { conversationId }, limit: entries });
  const all = [
    ['contacts', contact],
    ['conversations', conversation],
    ...identityIds.map((id) => ['identities', { ...identity, id }]),
    ...responses.map((response) => ['responses', response]),
    ...thread.map((entry) => ['thread', entry]),
  ];
  const providerIds = thread.flatMap(({ providerMessageId }) => providerMessageId ?? []);
  const ownIds = [conversationId, contactId, ...responses.map(({ id }) => id), ...thread.map(({ id }) => id)];
  // The longest first: some ids are parts of others.
  const ids = [...new Set([...providerIds, ...ownIds, waId, userId])].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(ids.map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  const texts = all.map(([collection, document]) => [collection, JSON.stringify(document)]);
  return (n, ownWaId) => {
    const ownUserId = userIdOf(ownWaId);
    const own = (id) => (id === waId ? ownWaId : id === userId ? ownUserId : `${id}-${n}`);
    return texts.map(([collection, text]) => {
      const { id, rev: _rev, ...doc } = JSON.parse(text.replace(pattern, own));
      for (const field of ['at', 'lastActivityAt', 'startedAt']) if (field in doc) doc[field] -= n * APART_MS;
      return [collection, id, doc];
    });
  };
}

/**
 * What a database does by itself in the weeks in which an installation grows to such a size, and would do in the middle
 * of the measurement after a few minutes of seeding.
 */
async function tidy(databaseUrl) {
  if (!databaseUrl.startsWith('postgres')) return;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** The conversation once its last turn is through. */
async function finished(store, conversationId) {
  for (;;) {
    const conversation = await store.conversations.get(SCOPE, conversationId);
    if (conversation.lease === null && conversation.outbox.length === 0) return conversation;
    await delay(20);
  }
}
