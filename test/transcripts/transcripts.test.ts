import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { play } from './play.js';
import type { Transcript } from './play.js';

/** Whole chats, written so that whoever wrote the flow can read them. UPDATE=1 rewrites what the bot says. */
const files = readdirSync(__dirname).filter((name) => name.endsWith('.yaml'));

test('there are transcripts', () => {
  expect(files.length).toBeGreaterThanOrEqual(8);
});

test.each(files)('%s', (file) => {
  const path = join(__dirname, file);
  const written: Transcript = parse(readFileSync(path, 'utf8'));
  const played = play(written);
  if (process.env.UPDATE === '1') writeFileSync(path, stringify(played, { lineWidth: 0, blockQuote: 'literal' }));
  else expect(played).toEqual(written);
});
