const DASH = '–';

/** The figures as a table in Markdown, which reads well on a terminal too. */
export function tableOf(figures) {
  const { embedded, mongo, bulk, growth, workers, startMs } = figures;
  const rows = [
    ['turns a second', embedded?.turnsPerSecond, mongo?.turnsPerSecond],
    ['the floor beside it', embedded?.floorPerSecond, mongo?.floorPerSecond],
    ['of the floor', embedded?.vsFloor, mongo?.vsFloor],
    ['webhook to reply at half of that: p50 / p95 / p99', times(embedded), times(mongo)],
    [
      'turns a second with statuses (four webhooks a turn)',
      embedded?.withStatuses.turnsPerSecond,
      mongo?.withStatuses.turnsPerSecond,
    ],
    ['webhook to reply with statuses, at half of that', times(embedded?.withStatuses), times(mongo?.withStatuses)],
    ['bulk, messages a second (limit 1,000)', bulk?.embedded?.perSecond, bulk?.mongo?.perSecond],
    ['of the floor', bulk?.embedded?.vsFloor, bulk?.mongo?.vsFloor],
    ...growthRows(growth),
    ...Object.entries(workers ?? {})
      .filter(([count]) => Number(count) > 0)
      .map(([count, perSecond]) => [`turns a second, 1 web and ${count} worker processes`, undefined, perSecond]),
    ['start to ready', milliseconds(startMs.embedded), milliseconds(startMs.mongo)],
  ];
  const measured = rows.filter(([, ...values]) => values.some((value) => value !== undefined && value !== null));
  return aligned([
    ['', 'embedded', 'MongoDB and Redis'],
    ...measured.map((row) => row.map((cell) => String(cell ?? DASH))),
  ]);
}

function growthRows(growth) {
  if (!growth) return [];
  return [
    ...Object.entries(growth.ofFirst).map(([name, ofFirst]) => [
      `turns a second with ${name} conversations stored`,
      `${growth[name]} (${ofFirst} of the first)`,
    ]),
    ...growth.memory.map(({ turns, residentMb }) => [`memory after ${turns} turns`, `${residentMb} MB`]),
  ];
}

function times(of) {
  return of ? `${of.p50Ms} / ${of.p95Ms} / ${of.p99Ms} ms` : undefined;
}

function milliseconds(value) {
  return value === null || value === undefined ? undefined : `${value} ms`;
}

function aligned([head, ...rows]) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? DASH).length), 3));
  const line = (row) => `| ${widths.map((width, column) => (row[column] ?? DASH).padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
