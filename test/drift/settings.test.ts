import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Settings } from '../../src/config/settings.js';

const README = join(__dirname, '..', '..', 'README.md');
const BLOCK = /(<!-- settings: .* -->\n)[\s\S]*?(<!-- \/settings -->)/;

function table(): string {
  const defaults: Record<string, unknown> = Settings.parse({});
  const rows = Object.entries(Settings.shape).map(([name, schema]) => {
    const value = defaults[name];
    return `| \`${name}\` | ${schema.description ?? ''} | ${value === undefined ? '' : `\`${String(value)}\``} |`;
  });
  return ['| variable | what it does | default |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

test('the README lists every setting as the code has it', () => {
  const readme = readFileSync(README, 'utf8');
  const wanted = readme.replace(BLOCK, (_, open: string, close: string) => `${open}${table()}${close}`);
  if (process.env['UPDATE'] === '1') writeFileSync(README, wanted);
  expect(BLOCK.test(readme)).toBe(true);
  if (process.env['UPDATE'] !== '1') expect(readme).toBe(wanted);
});

test.each(Object.entries(Settings.shape))('%s is described', (_name, schema) => {
  expect(schema.description ?? '').not.toBe('');
});
