import { readFile, writeFile } from 'node:fs/promises';
import { inProject } from '../../scripts/project.mjs';
import { tableOf } from './table.mjs';

const PAGE = inProject('docs', 'benchmarks.md');
const GENERATED = /(<!-- figures: [^>]* -->\n)[\s\S]*(<!-- \/figures -->)/;

/** Puts the figures between the markers of docs/benchmarks.md. */
export async function writePage(figures) {
  const page = await readFile(PAGE, 'utf8');
  await writeFile(
    PAGE,
    page.replace(GENERATED, (_, start, end) => `${start}${generated(figures)}${end}`),
  );
}

function generated(figures) {
  const { machine, servers, measuredAt, form } = figures;
  const lines = [
    `${measuredAt}, ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, Node ${machine.node}, ${machine.platform}`,
    `Embedded: ${servers.embedded}.`,
    ...(servers.mongo ? [`MongoDB and Redis: ${servers.mongo}.`] : []),
    ...(form === 'full' ? [] : [`The ${form} form of the run.`]),
  ];
  return `\n${lines.join('<br>\n')}\n\n${tableOf(figures)}\n\n`;
}
