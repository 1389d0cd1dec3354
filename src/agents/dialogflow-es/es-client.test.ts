import { clientOptions } from '../google/client-options.js';
import { connectEs } from './es-client.js';

test('the deep path is there, and what comes from it is a client with what we use', async () => {
  const emulator = { host: '127.0.0.1', port: 1, plaintext: true };
  const client = await connectEs(await clientOptions(emulator, undefined, 'google.cloud.dialogflow.v2.Sessions', []));
  expect(client.projectAgentSessionPath('p', 's')).toBe('projects/p/agent/sessions/s');
  expect(typeof client.detectIntent).toBe('function');
  await client.initialize();
  await client.close();
});
