import mongoose from 'mongoose';
import { Redis } from 'ioredis';
import { conversationDocument, eventDocument } from './documents.mjs';

const DATABASE = 'floor';

/** The floor's documents on MongoDB, through the driver that mongoose brings and without mongoose; BullMQ on Redis. */
export async function openMongoFloor({ databaseUrl, redisUrl }, conversationIds) {
  const client = new mongoose.mongo.MongoClient(databaseUrl, { w: 'majority', retryWrites: false });
  await client.connect();
  const database = client.db(DATABASE);
  await database.dropDatabase();
  const [events, conversations] = [database.collection('events'), database.collection('conversations')];
  await conversations.insertMany(conversationIds.map((id) => ({ _id: id, rev: 1, doc: conversationDocument(id) })));
  const queueConnection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  return {
    queueConnection,
    insertEvent: (id, conversationId, n) => events.insertOne({ _id: id, doc: eventDocument(conversationId, n) }),
    async takeTurn(id) {
      const { rev, doc } = await conversations.findOne({ _id: id });
      const next = { rev: rev + 1, doc: { ...doc, turn: doc.turn + 1 } };
      const { modifiedCount } = await conversations.updateOne({ _id: id, rev }, { $set: next });
      if (modifiedCount !== 1) throw new Error(`conversation ${id} was written by somebody else`);
    },
    async close() {
      await database.dropDatabase();
      await client.close();
      queueConnection.disconnect();
    },
  };
}
