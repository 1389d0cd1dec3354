// The floor: only the unavoidable input and output of a turn, with the raw drivers and without a line of Canvass. A turn
// inserts an event, adds a job for its conversation, and in the job reads the conversation, compares and sets it, and
// sends one message over HTTP.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { answerCalls } from '../calls.mjs';
import { percentiles, rounded } from '../summary.mjs';
import { openMongoFloor } from './mongo.mjs';
import { openPostgresFloor } from './postgres.mjs';
import { Sender } from './sender.mjs';

const QUEUE = 'floor';
const TEXT = 'How was your stay with us as a whole? Answer with a number from one to three, please.';

let backend;
let queue;
let worker;
let sender;
let people;
const waiting = new Map();

answerCalls({
  /** @param at `{ size, databaseUrl, redisUrl?, platformUrl, apiKey, conversations, firstNumber }` */
  async open({ size, conversations, firstNumber, platformUrl, apiKey, ...urls }) {
    people = Array.from({ length: conversations }, (_, n) => String(firstNumber + n));
    backend = await (size === 'mongo' ? openMongoFloor : openPostgresFloor)(urls, people);
    sender = new Sender(platformUrl, apiKey);
    queue = new Queue(QUEUE, { connection: backend.queueConnection });
    worker = new Worker(QUEUE, takeTurn, { connection: backend.queueConnection, autorun: false });
    for (const one of [queue, worker]) one.on('error', (error) => process.stderr.write(`${error.stack}\n`));
    worker.on('failed', (_job, error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    });
    await worker.waitUntilReady();
    void worker.run();
  },

  /**
   * Every conversation has its next turn as soon as the last is through.
   * @param load `{ concurrency, warmUpSeconds, seconds }`; concurrency is how many jobs are worked on at a time
   */
  async run({ concurrency, warmUpSeconds, seconds }) {
    worker.concurrency = concurrency;
    let [counting, over] = [false, false];
    const times = [];
    const chat = async (waId) => {
      for (let n = 0; !over; n += 1) {
        const start = performance.now();
        const done = new Promise((through) => waiting.set(waId, through));
        await backend.insertEvent(randomUUID(), waId, n);
        await queue.add('turn', { conversationId: waId }, { removeOnComplete: true, attempts: 4 });
        await done;
        if (counting) times.push(performance.now() - start);
      }
    };
    const chats = people.map(chat);
    await delay(warmUpSeconds * 1_000);
    counting = true;
    const start = performance.now();
    await delay(seconds * 1_000);
    const perSecond = rounded((times.length * 1_000) / (performance.now() - start));
    counting = false;
    over = true;
    await Promise.all(chats);
    return { turns: times.length, perSecond, ...percentiles(times) };
  },

  async close() {
    await worker.close();
    await queue.close();
    sender.close();
    await backend.close();
  },
});

async function takeTurn(job) {
  const { conversationId } = job.data;
  await backend.takeTurn(conversationId);
  await sender.send(conversationId, TEXT);
  waiting.get(conversationId)?.();
}
