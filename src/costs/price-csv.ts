import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { NewPriceList, type PriceList } from '../store/price-list.js';
import { Category } from './category.js';
import { priceProblems } from './price-rules.js';

/** The columns of a price file, in the order in which we write them; they are read in any. */
export const COLUMNS = [
  'provider',
  'from',
  'currency',
  'item',
  'category',
  'countries',
  'from_messages',
  'amount',
] as const;
type Column = (typeof COLUMNS)[number];
type Row = Record<Column, string>;

/** Larger files are no price lists. */
export const MOST_CHARACTERS = 5_000_000;

/** What is wrong at a place of the file; lines from 1, the header's. */
export interface CsvProblem {
  line: number;
  column?: Column;
  message: string;
}

export type CsvPrices = { ok: true; lists: NewPriceList[] } | { ok: false; problems: CsvProblem[] };

const Item = z.enum(['set-up', 'channel', 'message', 'free', 'whatsapp']);

/** A row with the line that it stands on. */
interface Placed {
  line: number;
  row: Row;
}

/**
 * Price lists from CSV: rows with the same provider and date are one list. All of the file is good, or none is taken.
 * Commas, semicolons or tabs; with the latter two also amounts with a decimal comma.
 */
export function readPriceCsv(text: string): CsvPrices {
  if (text.length > MOST_CHARACTERS) {
    return refused([
      { line: 1, message: `the file has more than ${MOST_CHARACTERS} characters; split it by provider` },
    ]);
  }
  const read = readRows(text);
  if (!read.ok) return read;
  const problems: CsvProblem[] = [];
  const lists: NewPriceList[] = [];
  for (const rows of listsIn(read.rows)) {
    const list = readList(rows, problems);
    if (list) lists.push(list);
  }
  if (problems.length > 0) return refused(problems.toSorted((a, b) => a.line - b.line));
  return { ok: true, lists };
}

/** One list a block, in the form that is read. */
export function writePriceCsv(lists: readonly PriceList[]): string {
  const rows = lists.flatMap(({ provider, from, currency, setUp, perChannel, perMessage, free, rates }) => {
    const head = { provider, from, currency, category: '', countries: '', from_messages: '' };
    return [
      { ...head, item: 'set-up', amount: plain(setUp) },
      { ...head, item: 'channel', amount: plain(perChannel) },
      { ...head, item: 'message', amount: plain(perMessage) },
      ...free.map(({ category, messages }) => ({ ...head, item: 'free', category, amount: String(messages) })),
      ...rates.map(({ category, countries, fromMessages, amount }) => ({
        ...head,
        ...{ item: 'whatsapp', category, countries: countries.join(' ') },
        from_messages: fromMessages === 0 ? '' : String(fromMessages),
        amount: plain(amount),
      })),
    ];
  });
  return stringify(rows, { header: true, columns: [...COLUMNS] });
}

/** Without an exponent: 0.000001, not 1e-6. */
function plain(amount: number): string {
  return amount.toFixed(6).replace(/\.?0+$/, '');
}

function refused(problems: CsvProblem[]): { ok: false; problems: CsvProblem[] } {
  return { ok: false, problems };
}

function readRows(text: string): { ok: true; rows: Placed[] } | { ok: false; problems: CsvProblem[] } {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [';', '\t'].find((mark) => header.includes(mark)) ?? ',';
  try {
    const [names, ...records] = Records.parse(
      parse(text, { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
    );
    if (!names) return refused([{ line: 1, message: 'the file is empty' }]);
    const columns = names.record.map((name) => name.toLowerCase());
    const wrong = headerProblems(columns);
    if (wrong.length > 0) return refused(wrong);
    const tooLong = records.filter(({ record }) => record.length > columns.length);
    if (tooLong.length > 0) {
      const message = `there are more cells than columns; put a cell with a "${delimiter}" in it in quotation marks`;
      return refused(tooLong.map(({ info }) => ({ line: info.lines, message })));
    }
    const rows = records.map(({ record, info }) => ({
      line: info.lines,
      row: rowOf((column) => record[columns.indexOf(column)] ?? '', delimiter),
    }));
    if (rows.length === 0) return refused([{ line: 1, message: 'there is no row below the header' }]);
    return { ok: true, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = z.object({ lines: z.number() }).safeParse(error).data?.lines ?? 1;
    return refused([{ line, message: `this is no CSV: ${error.message}` }]);
  }
}

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function rowOf(cell: (column: Column) => string, delimiter: string): Row {
  const amount = cell('amount');
  return {
    provider: cell('provider').toLowerCase(),
    from: cell('from'),
    currency: cell('currency').toUpperCase(),
    item: cell('item').toLowerCase(),
    category: cell('category').toLowerCase().replaceAll('_', '-'),
    countries: cell('countries').toUpperCase(),
    from_messages: cell('from_messages'),
    amount: delimiter === ',' ? amount : amount.replace(',', '.'),
  };
}

function headerProblems(names: readonly string[]): CsvProblem[] {
  const missing = COLUMNS.filter((column) => !names.includes(column));
  const twice = COLUMNS.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  return [
    ...missing.map((column) => ({
      line: 1,
      message: `there is no column "${column}"; the columns are ${COLUMNS.join(', ')}`,
    })),
    ...twice.map((column) => ({ line: 1, column, message: 'there are two columns of this name' })),
  ];
}

function listsIn(rows: readonly Placed[]): Placed[][] {
  const byList = new Map<string, Placed[]>();
  for (const placed of rows) {
    const key = `${placed.row.provider} ${placed.row.from}`;
    byList.set(key, [...(byList.get(key) ?? []), placed]);
  }
  return [...byList.values()];
}

/** Of one list; adds what is wrong with it to `problems`. */
function readList(rows: readonly Placed[], problems: CsvProblem[]): NewPriceList | undefined {
  const before = problems.length;
  const [first] = rows;
  if (!first) return undefined;
  const { provider, from, currency } = first.row;
  const list = {
    provider,
    from,
    currency,
    setUp: 0,
    perChannel: 0,
    perMessage: 0,
    free: [] as unknown[],
    rates: [] as unknown[],
  };
  /** Lines by the list's field: `rates.3`. */
  const lineOf = new Map<string, number>();
  const once = new Map<string, number>();
  for (const { line, row } of rows) {
    const report = (column: Column, message: string) => problems.push({ line, column, message });
    if (row.currency !== currency) {
      report(
        'currency',
        `the list of ${provider} from ${from} is in ${currency}, since its first row is; this is "${row.currency}"`,
      );
    }
    const item = Item.safeParse(row.item);
    if (!item.success) {
      report('item', `"${row.item}" is none of ${Item.options.join(', ')}`);
      continue;
    }
    const amount = numberIn(row.amount);
    if (amount === undefined) {
      report('amount', `"${row.amount}" is no amount; write digits with a decimal point: 0.0573`);
      continue;
    }
    const ofCategory = item.data === 'whatsapp' || item.data === 'free';
    if (ofCategory && !Category.safeParse(row.category).success) {
      report('category', `"${row.category}" is none of ${Category.options.join(', ')}`);
      continue;
    }
    for (const column of unused(item.data)) {
      if (row[column] !== '') report(column, `a row of "${item.data}" has nothing here`);
    }
    if (item.data === 'set-up' || item.data === 'channel' || item.data === 'message') {
      const earlier = once.get(item.data);
      if (earlier !== undefined) report('item', `the fee "${item.data}" stands on line ${earlier} already`);
      once.set(item.data, line);
      const field = FEE_OF[item.data];
      list[field] = amount;
      lineOf.set(field, line);
    } else if (item.data === 'free') {
      lineOf.set(`free.${list.free.length}`, line);
      list.free.push({ category: row.category, messages: amount });
    } else {
      const fromMessages = row.from_messages === '' ? 0 : numberIn(row.from_messages);
      if (fromMessages === undefined) report('from_messages', `"${row.from_messages}" is no number of messages`);
      lineOf.set(`rates.${list.rates.length}`, line);
      const countries = row.countries.split(/[\s,;/]+/).filter((code) => code !== '' && code !== '*');
      list.rates.push({ category: row.category, countries, fromMessages: fromMessages ?? 0, amount });
    }
  }
  if (problems.length > before) return undefined;
  const fits = NewPriceList.safeParse(list);
  const found = fits.success
    ? priceProblems(fits.data)
    : fits.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  for (const { field, message } of found) {
    const [part = '', index = '', name = ''] = field.split('.');
    const line = lineOf.get(`${part}.${index}`) ?? lineOf.get(part) ?? first.line;
    const column = COLUMN_OF[part === 'rates' || part === 'free' ? name : part];
    problems.push({ line, ...(column && { column }), message });
  }
  return fits.success && problems.length === before ? fits.data : undefined;
}

const FEE_OF = { 'set-up': 'setUp', channel: 'perChannel', message: 'perMessage' } as const;

/** A list's field → the column that it is read from. */
const COLUMN_OF: Readonly<Record<string, Column>> = {
  ...{
    provider: 'provider',
    from: 'from',
    currency: 'currency',
    setUp: 'amount',
    perChannel: 'amount',
    perMessage: 'amount',
  },
  ...{
    category: 'category',
    countries: 'countries',
    fromMessages: 'from_messages',
    amount: 'amount',
    messages: 'amount',
  },
};

function unused(item: z.infer<typeof Item>): Column[] {
  switch (item) {
    case 'set-up':
    case 'channel':
    case 'message':
      return ['category', 'countries', 'from_messages'];
    case 'free':
      return ['countries', 'from_messages'];
    case 'whatsapp':
      return [];
  }
}

function numberIn(text: string): number | undefined {
  return /^\d{1,12}(\.\d{1,12})?$/.test(text) ? Number(text) : undefined;
}
