import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playFile, transcriptYaml } from '../../src/cli/transcript-file.js';
import { terminalIn } from '../support/cli.js';

/** Whole chats, written so that whoever wrote the flow can read them (docs/transcripts.md). UPDATE=1 rewrites what the bot says. */
const files = readdirSync(__dirname).filter((name) => name.endsWith('.yaml'));
const root = join(__dirname, '..', '..');

test('there are transcripts', () => {
  expect(files.length).toBeGreaterThanOrEqual(30);
});

test.each(files)('%s', async (file) => {
  const path = join(__dirname, file);
  const result = await playFile(terminalIn(root), path, 'flows');
  if (!result.ok) throw new Error(result.problems.join('\n'));
  if (process.env['UPDATE'] === '1') writeFileSync(path, transcriptYaml(result.played));
  else expect(result.played).toEqual(result.written);
});
