import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

/**
 * Days and times are read by the person's zone. The library that knows days in words counts on the machine's clock, so
 * that its zone could creep in: here the same messages are read by processes in several zones, at instants at which
 * clocks change in one of them. (Jest's own process cannot change its zone.)
 */
const ZONES = ['UTC', 'America/New_York', 'Pacific/Apia'];

const root = join(__dirname, '..', '..');
let folder: string;

beforeAll(() => {
  // Below node_modules, so that the packages are found.
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'canvass-core-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const part of ['flow', 'time']) compile(part);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compile(part: string): void {
  const source = join(root, 'src', part);
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))) {
    const target = join(folder, part, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const { code } = transformSync(readFileSync(join(source, name), 'utf8'), {
      swcrc: false,
      filename: name,
      module: { type: 'es6' },
      jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    });
    writeFileSync(target, code);
  }
}

const PROGRAM = `
  import { date } from './flow/answers/calendar/date.js';
  import { dateTime } from './flow/answers/calendar/date-time.js';
  import { time } from './flow/answers/calendar/time.js';
  const said = ['today', 'tomorrow', 'in 3 days', 'in 2 months', 'Friday', 'next Friday', '10/3', '29 March', 'the 8th',
    'end of the month', '8 March 2026', 'tomorrow at 2:30', 'in 20 hours', 'in 30 minutes', 'now', '2:30', '5pm', '?'];
  const clocksChange = ['2026-03-08T06:30Z', '2026-03-28T23:30Z', '2026-04-23T22:30Z', '2026-10-29T21:30Z', '2026-11-01T05:30Z'];
  const read = [];
  for (const at of clocksChange)
    for (const timezone of ['UTC', 'America/New_York', 'Africa/Cairo'])
      for (const type of [date, time, dateTime])
        for (const text of said)
          read.push(type.read({ fields: {}, language: 'en', languages: ['en'], options: [], optional: false,
            now: Date.parse(at), timezone, contact: { attributes: {} }, text: String }, { kind: 'text', text }, []));
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  console.log(JSON.stringify({ zone, read }));
`;

test('days and times read the same whatever zone the machine is in', () => {
  writeFileSync(join(folder, 'program.js'), PROGRAM);
  const [first, ...others] = ZONES.map((zone) => {
    const output = execFileSync(process.execPath, [join(folder, 'program.js')], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    const said: unknown = JSON.parse(output);
    // The process really was there.
    expect(said).toMatchObject({ zone });
    return said;
  });
  for (const other of others) expect(other).toMatchObject({ read: (first as { read: unknown[] }).read });
});
