import { ClientPool } from './client-pool.js';

class FakeClient {
  closed = 0;
  constructor(private readonly ready: Promise<unknown> = Promise.resolve()) {}
  initialize() {
    return this.ready;
  }
  async close() {
    this.closed += 1;
  }
}

test('one key, one client, which the last lease closes', async () => {
  const pool = new ClientPool<FakeClient>();
  const made: FakeClient[] = [];
  const create = async () => {
    const client = new FakeClient();
    made.push(client);
    return client;
  };
  const [one, two, other] = await Promise.all([
    pool.lease('a', create),
    pool.lease('a', create),
    pool.lease('b', create),
  ]);
  expect(made).toHaveLength(2);
  expect(one.client).toBe(two.client);
  expect(other.client).not.toBe(one.client);

  await one.release();
  await one.release();
  expect(one.client.closed).toBe(0);
  await two.release();
  expect(one.client.closed).toBe(1);
  expect(pool.size).toBe(1);
  await expect(pool.lease('a', create)).resolves.toMatchObject({ client: { closed: 0 } });
  expect(made).toHaveLength(3);
});

test('a client that does not become ready is handed to nobody, and the next try makes a new one', async () => {
  const pool = new ClientPool<FakeClient>();
  let fail: (error: Error) => void = () => undefined;
  const broken = async () => new FakeClient(new Promise((_resolve, reject) => (fail = reject)));
  const waiting = [pool.lease('a', broken), pool.lease('a', broken)];
  await Promise.resolve();
  fail(new Error('no client_email'));
  for (const lease of await Promise.allSettled(waiting)) {
    expect(lease).toMatchObject({ status: 'rejected', reason: new Error('no client_email') });
  }
  expect(pool.size).toBe(0);
  await expect(pool.lease('a', async () => new FakeClient())).resolves.toBeDefined();
});

test('a client that cannot even be made leaves nothing behind', async () => {
  const pool = new ClientPool<FakeClient>();
  const create = () => Promise.reject(new Error('no such module'));
  await expect(pool.lease('a', create)).rejects.toThrow('no such module');
  expect(pool.size).toBe(0);
});
