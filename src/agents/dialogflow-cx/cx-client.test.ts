import { clientOptions } from '../google/client-options.js';
import { connectCx } from './cx-client.js';

test('the deep path is there, and what comes from it is a client with what we use', async () => {
  const emulator = { host: '127.0.0.1', port: 1, plaintext: true };
  const client = await connectCx(
    await clientOptions(emulator, undefined, 'google.cloud.dialogflow.cx.v3.Sessions', []),
  );
  expect(client.projectLocationAgentSessionPath('p', 'l', 'a', 's')).toBe('projects/p/locations/l/agents/a/sessions/s');
  expect(typeof client.detectIntent).toBe('function');
  expect(typeof client.matchIntent).toBe('function');
  await client.initialize();
  await client.close();
});
