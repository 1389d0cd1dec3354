import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../config/settings.js';
import { createLogger } from '../logging/logger.js';
import { openRuntime } from './runtime.js';

test('a database that does not answer is one sentence naming the variable, without the password', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'runtime-'));
  const settings = readSettings({ DATABASE_URL: 'postgres://canvass:hunter2@127.0.0.1:1/canvass', DATA_DIR: dataDir });
  try {
    const opening = openRuntime({ settings, log: createLogger('silent'), projectDir: dataDir });
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: expect.stringMatching(/^DATABASE_URL: [^\n]*$/) });
    expect(String(error)).not.toContain('hunter2');
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
