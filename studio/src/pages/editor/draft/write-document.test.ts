import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './read-definition.js';
import { writeDocument } from './write-document.js';

const FLOWS = join(__dirname, '../../../../../flows');

it.each(readdirSync(FLOWS).filter((name) => name.endsWith('.yaml')))(
  'writes %s as it was, but for the title',
  (name) => {
    const source = readFileSync(join(FLOWS, name), 'utf8');
    const doc = readDocument(source);
    doc?.set('title', 'Another');
    const lines = writeDocument(doc!, source).split('\n');
    const before = source.split('\n');
    expect(lines).toHaveLength(before.length);
    expect(lines.filter((line, index) => line !== before[index])).toEqual(['title: Another']);
  },
);
